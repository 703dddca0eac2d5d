def split_heads(self, x: Tensor) -> Tensor:
    """(B, T, D) to (B, H, T, D / H)."""
    b, t, d = x.size()
    return x.view([b, t, -1, HEAD_SIZE]).transpose(1, 2)


def attention_core(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor, noise: Tensor, train: bool) -> Tensor:
    """Queries, keys and values (B, T, D) to (B, T, D); scores are never materialised, and the kernel draws dropout."""
    drop = ATTENTION_DROPOUT if train else 0.
    mask: Optional[Tensor] = None
    if bias.numel() > 0:
        mask = bias.to(DTYPE).view([q.size(0), -1, bias.size(1), k.size(1)])
    a = torch.scaled_dot_product_attention(self.split_heads(q), self.split_heads(k), self.split_heads(v), mask, drop)
    return a.transpose(1, 2).reshape(q.size())
