def head_direction(self, x: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """(B, T, D) to (B, T, HIDDEN): one direction of one layer."""
    state = torch.zeros([1, x.size(0), HIDDEN], dtype=6, device=x.device)
    y, h, c = torch.lstm(x, [state, state], w, True, 1, 0., train, False, True)
    return y
