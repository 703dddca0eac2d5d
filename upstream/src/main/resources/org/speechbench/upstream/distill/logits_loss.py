def logits_loss(self, last: Tensor, teacher: Tensor, w: List[Tensor]) -> Tensor:
    """The last state (B, T, D) and logits (B, T, C) of a teacher to their cross-entropy with those of a linear layer."""
    n = min(last.size(1), teacher.size(1))
    student = self.affine(last.narrow(1, 0, n), w.objective).float() / TEMPERATURE
    wanted = (teacher.narrow(1, 0, n) / TEMPERATURE).softmax(-1)
    return -(wanted * student.log_softmax(-1)).sum([-1]).mean()
