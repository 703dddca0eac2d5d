  def evaluate(self, states: List[Tensor], lengths: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor, w: List[Tensor]) -> List[Tensor]:
    x = self.featurize(self.features(states), w[0])
    y = self.head(x, lengths, self.rest(w), False)
    return [self.row_losses(y, frames, targets, target_lengths), self.answers(y)]
