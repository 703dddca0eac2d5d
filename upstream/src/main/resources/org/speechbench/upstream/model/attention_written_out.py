def split_heads(self, x: Tensor) -> Tensor:
    """(B, T, D) to (B * H, T, D / H)."""
    b, t, d = x.size()
    return x.view([b, t, -1, HEAD_SIZE]).transpose(1, 2).reshape([-1, t, HEAD_SIZE])


def attention_map(self, q: Tensor, k: Tensor, bias: Tensor) -> Tensor:
    """Queries and keys (B, T, D) to the weights (B * H, T, T) of frames for each query."""
    s = torch.bmm(self.split_heads(q * HEAD_SCALE), self.split_heads(k).transpose(1, 2))
    if bias.numel() > 0:
        s = s + bias.to(DTYPE)
    return s.softmax(-1)


def attended(self, p: Tensor, v: Tensor) -> Tensor:
    """Values (B, T, D) to their sums by the weights (B * H, T, T), (B, T, D)."""
    a = torch.bmm(p, self.split_heads(v)).view([v.size(0), -1, v.size(1), HEAD_SIZE])
    return a.transpose(1, 2).reshape(v.size())


def attention_core(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor, noise: Tensor, train: bool) -> Tensor:
    """Queries, keys and values (B, T, D) to (B, T, D); products and softmax are separate operations."""
    return self.attended(self.dropped(self.attention_map(q, k, bias), noise, train), v)
