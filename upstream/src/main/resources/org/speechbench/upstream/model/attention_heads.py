def attention_heads(self, x: Tensor, w: List[Tensor]) -> List[Tensor]:
    """(B, T, D) to its queries, keys and values (B, H, T, D / H), of each head."""
    out: List[Tensor] = []
    for y in self.projections(x, w):
        out.append(y.float().view([y.size(0), y.size(1), HEADS, -1]).transpose(1, 2))
    return out
