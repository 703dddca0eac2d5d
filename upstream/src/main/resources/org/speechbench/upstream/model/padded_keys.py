def attention_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """The values that all layers share: the bias (B * H, 1, T) of padded keys, empty where nothing is padded."""
    if valid.numel() > 0:
        row = (1. - valid) * -10000.
        return [row.unsqueeze(1).expand([-1, HEADS, -1]).reshape([-1, 1, row.size(1)])]
    return [valid]


def padded_keys(self, shared: List[Tensor], q: Tensor) -> Tensor:
    """The bias (B * H, 1, T) of the padded keys of queries (B, T, D)."""
    return shared[0]
