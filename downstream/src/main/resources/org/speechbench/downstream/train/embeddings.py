  def embeddings(self, states: List[Tensor], lengths: Tensor, w: List[Tensor]) -> Tensor:
    return self.head_embed(self.featurize(self.features(states), w[0]), lengths, self.rest(w))
