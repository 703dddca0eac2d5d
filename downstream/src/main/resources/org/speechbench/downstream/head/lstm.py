  def head_direction(self, x: Tensor, w: List[Tensor], train: bool) -> Tensor:
    state = torch.zeros([1, torch.size(x, 0), $HIDDEN$], dtype=6, layout=0, device=x.device)
    y, h, c = torch.lstm(x, [state, state], w, True, 1, 0., train, False, True)
    return y
