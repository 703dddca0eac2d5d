def split_heads(self, x: Tensor) -> Tensor:
    """(B, T, D) to (B * H, T, D / H)."""
    b, t, d = x.size()
    return x.view([b, t, -1, HEAD_SIZE]).transpose(1, 2).reshape([-1, t, HEAD_SIZE])


def attention_core(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor, noise: Tensor, train: bool) -> Tensor:
    """Queries, keys and values (B, T, D) to (B, T, D); products and softmax are separate operations."""
    s = torch.bmm(self.split_heads(q * HEAD_SCALE), self.split_heads(k).transpose(1, 2))
    if bias.numel() > 0:
        s = s + bias.to(DTYPE)
    p = self.dropped(s.softmax(-1), noise, train)
    a = torch.bmm(p, self.split_heads(v)).view([q.size(0), -1, q.size(1), HEAD_SIZE])
    return a.transpose(1, 2).reshape(q.size())
