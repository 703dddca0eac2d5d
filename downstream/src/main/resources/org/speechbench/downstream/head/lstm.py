def head_lstm(self, x: Tensor, w: List[Tensor], directions: int, train: bool) -> Tensor:
    """(B, T, D) to (B, T, directions * HIDDEN): one layer in one direction, or in both, whose outputs are joined.

    Computed as in training even when it is not: on some CPUs the kernel that oneDNN has for inference is wrong by up to a
    tenth, silently (decision 0020).
    """
    state = torch.zeros([directions, x.size(0), HIDDEN], dtype=6, device=x.device)
    if not train:
        torch.set_grad_enabled(True)
    y, h, c = torch.lstm(x, [state, state], w, True, 1, 0., train, directions == 2, True)
    if not train:
        torch.set_grad_enabled(False)
    return y
