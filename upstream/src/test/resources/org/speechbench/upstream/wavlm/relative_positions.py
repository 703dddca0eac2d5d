def relative_positions(self, t: int, w: List[Tensor]) -> Tensor:
    """T to a bias (H, T, T) of queries and keys by their distance, finer where it is short."""
    at = torch.arange(t, device=w.relative_attention_bias.weight.device)
    distance = at.unsqueeze(0) - at.unsqueeze(1)
    n = distance.abs()
    shares = torch.log(n.float() / EXACT) / LOG_RANGE * EXACT
    far = EXACT + shares.clamp_min(0.).to(4)
    bucket = torch.where(n < EXACT, n, far.clamp_max(2 * EXACT - 1))
    bucket = bucket + (distance > 0).to(4) * (2 * EXACT)
    rows = w.relative_attention_bias.weight.index_select(0, bucket.reshape([-1]))
    return rows.view([t, t, HEADS]).permute([2, 0, 1])
