def attention_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """What all layers share: the bias (B, 1, 1, T) of padded keys, which may be empty, and that of positions (H, T, T)."""
    padding = valid
    if valid.numel() > 0:
        padding = ((1. - valid) * -10000.).to(DTYPE).unsqueeze(1).unsqueeze(1)
    return [padding, self.relative_positions(x.size(1), w)]


def gates(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to how much of the bias of positions each query takes (B, H, T, 1), 2 where it takes twice of it."""
    b, t, d = x.size()
    u = torch.linear(x.reshape([b, t, HEADS, HEAD_SIZE]), w.grep_linear.weight, w.grep_linear.bias)
    g = torch.sigmoid(u.view([b, t, HEADS, 2, 4]).sum([-1])).transpose(1, 2)
    return g.narrow(3, 0, 1) * (g.narrow(3, 1, 1) * w.grep_a - 1.) + 2.


def attention(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D)."""
    t = x.size(1)
    gates = self.gates(x, w).to(DTYPE).contiguous()
    if shared[0].numel() > 0:
        bias = torch.addcmul(shared[0], gates, shared[1])
    else:
        bias = gates * shared[1]
    q, k, v = self.projections(x, w)
    return self.affine(self.attention_core(q, k, v, bias.reshape([-1, t, t]), noise, train), w.out_proj)
