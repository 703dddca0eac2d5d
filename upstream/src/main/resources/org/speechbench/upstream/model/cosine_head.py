def unit(self, x: Tensor) -> Tensor:
    """Rows (S, E) divided by their lengths."""
    return x / torch.clamp_min(torch.norm(x, 2, [1], True), 1.0e-8)


def logits(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(S, D) to (S, C): cosines between a projection of each frame and the embedding of each class."""
    p = self.affine(x, w.final_proj).float()
    return self.unit(p) @ self.unit(w.label_embeddings).t()


def class_count(self, w: List[Tensor]) -> int:
    """C, the number of classes."""
    return w.label_embeddings.size(0)
