def relative_positions(self, t: int, w: List[Tensor]) -> Tensor:
    """T to a bias (H, T, T) of queries and keys by their distance, finer where it is short."""
    distance = torch.arange(1 - t, t, device=w.relative_attention_bias.weight.device)
    n = distance.abs()
    shares = torch.log(n.float() / EXACT) / LOG_RANGE * EXACT
    far = EXACT + shares.clamp_min(0.).to(4)
    bucket = torch.where(n < EXACT, n, far.clamp_max(2 * EXACT - 1))
    bucket = bucket + (distance > 0).to(4) * (2 * EXACT)
    # The bias of every distance (H, 2 T - 1), of which each query has a window of T keys.
    values = w.relative_attention_bias.weight.index_select(0, bucket).t().to(DTYPE)
    return values.unfold(1, t, 1).flip([1]).contiguous()
