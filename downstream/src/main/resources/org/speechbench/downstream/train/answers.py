def evaluate(
    self, states: List[Tensor], lengths: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor, w: List[Tensor]
) -> List[Tensor]:
    """Loss of each row (B), then the answers of the objective (B, ...)."""
    x = self.featurize(self.features(states), w.featurizer.scalars)
    y = self.head(x, lengths, w.head, False)
    return [self.row_losses(y, frames, targets, target_lengths), self.answers(y)]
