def attention_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """What all layers share: a bias (B * H, T, T) that falls with the distance of query and key, and excludes padded keys."""
    b, t, d = x.size()
    at = torch.arange(t, device=x.device)
    distance = (at.unsqueeze(0) - at.unsqueeze(1)).abs().float()
    slopes = torch.exp2((torch.arange(HEADS, device=x.device).float() + 1.) * (-8. / HEADS))
    bias = (distance * -slopes.view([HEADS, 1, 1])).repeat([b, 1, 1])
    if valid.numel() > 0:
        bias = bias + ((1. - valid) * -10000.).unsqueeze(1).expand([-1, HEADS, -1]).reshape([-1, 1, valid.size(1)])
    return [bias]


def heads_first(self, x: Tensor) -> Tensor:
    """(B, T, D) to (B * H, T, D / H)."""
    b, t, d = x.size()
    return x.view([b, t, HEADS, HEAD_SIZE]).transpose(1, 2).reshape([-1, t, HEAD_SIZE])


def attention(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D)."""
    b, t, d = x.size()
    h = x.to(DTYPE)
    q = self.heads_first(self.affine(h, w.q_proj) * HEAD_SCALE)
    k = self.heads_first(self.affine(h, w.k_proj))
    v = self.heads_first(self.affine(h, w.v_proj))
    p = (q @ k.transpose(1, 2) + shared[0].to(DTYPE)).softmax(-1)
    a = (self.dropped(p, noise, train) @ v).view([b, HEADS, t, HEAD_SIZE])
    return self.affine(a.transpose(1, 2).reshape([b, t, d]), w.out_proj)
