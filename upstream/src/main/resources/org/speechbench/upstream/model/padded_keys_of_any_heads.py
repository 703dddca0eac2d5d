def attention_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """The values that all layers share: the bias (B, 1, T) of padded keys, empty where nothing is padded."""
    if valid.numel() > 0:
        return [((1. - valid) * -10000.).unsqueeze(1)]
    return [valid]


def padded_keys(self, shared: List[Tensor], q: Tensor) -> Tensor:
    """The bias (B * H, 1, T) of the padded keys of queries (B, T, A), whose width tells the number of heads."""
    row = shared[0]
    if row.numel() > 0:
        return row.expand([-1, q.size(2) // HEAD_SIZE, -1]).reshape([-1, 1, row.size(2)])
    return row
