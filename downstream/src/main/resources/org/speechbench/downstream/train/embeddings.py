def evaluate(
    self, states: List[Tensor], lengths: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor, w: List[Tensor]
) -> List[Tensor]:
    """A loss of 0 for each row (B), then embeddings (B, E) of length 1."""
    x = self.featurize(self.features(states), w.featurizer.scalars)
    embeddings = self.head_embed(x, lengths, w.head)
    return [torch.zeros_like(embeddings.select(1, 0)), embeddings]
