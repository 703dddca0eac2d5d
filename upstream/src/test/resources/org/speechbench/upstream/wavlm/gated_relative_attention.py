def attention_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """What all layers share: the bias (B * H, 1, T) of padded keys, which may be empty, and that of positions (H, T, T)."""
    padding = valid
    if valid.numel() > 0:
        padding = ((1. - valid) * -10000.).repeat_interleave(HEADS, 0).unsqueeze(1)
    return [padding, self.relative_positions(x.size(1), w)]


def gates(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to how much of the bias of positions each query takes (B, H, T, 1), 2 where it takes twice of it."""
    b, t, d = x.size()
    h = x.view([b, t, HEADS, HEAD_SIZE]).transpose(1, 2)
    u = torch.linear(h, w.grep_linear.weight, w.grep_linear.bias).view([b, HEADS, t, 2, 4])
    g = torch.sigmoid(u.sum([-1]))
    return g.narrow(3, 0, 1) * (g.narrow(3, 1, 1) * w.grep_a - 1.) + 2.


def apart(self, x: Tensor) -> Tensor:
    """(B, T, D) to (B * H, T, D / H)."""
    b, t, d = x.size()
    return x.view([b, t, HEADS, HEAD_SIZE]).transpose(1, 2).reshape([-1, t, HEAD_SIZE])


def attention(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D)."""
    b, t, d = x.size()
    bias = (self.gates(x, w) * shared[1]).reshape([-1, t, t])
    if shared[0].numel() > 0:
        bias = bias + shared[0]
    q = self.apart(self.affine(x, w.q_proj) * HEAD_SCALE)
    scores = q @ self.apart(self.affine(x, w.k_proj)).transpose(1, 2) + bias.to(DTYPE)
    p = self.dropped(scores.softmax(-1), noise, train)
    a = (p @ self.apart(self.affine(x, w.v_proj))).view([b, HEADS, t, HEAD_SIZE])
    return self.affine(a.transpose(1, 2).reshape([b, t, d]), w.out_proj)
