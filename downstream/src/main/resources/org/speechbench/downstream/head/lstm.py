def head_direction(self, x: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """(B, T, D) to (B, T, HIDDEN): one direction of one layer.

    Computed as in training even when it is not: on some CPUs the kernel that oneDNN has for inference is wrong by up to a
    tenth, silently (decision 0020).
    """
    state = torch.zeros([1, x.size(0), HIDDEN], dtype=6, device=x.device)
    if not train:
        torch.set_grad_enabled(True)
    y, h, c = torch.lstm(x, [state, state], w, True, 1, 0., train, False, True)
    if not train:
        torch.set_grad_enabled(False)
    return y
