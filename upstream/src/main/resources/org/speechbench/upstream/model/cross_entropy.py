def cross_entropy(self, x: Tensor, y: Tensor, temperature: float, w: List[Tensor]) -> Tuple[Tensor, Tensor]:
    """Frames (S, D) and classes (S) to the sum of the losses and the most likely classes (S)."""
    z = self.logits(x, w) / temperature
    return torch.cross_entropy_loss(z, y, None, 2), z.argmax(1)
