def scores(self, q: Tensor, k: Tensor, n: int) -> Tensor:
    """Queries and keys (B, H, T, d) to the scores (B, H, n, n) of the first n frames before softmax."""
    products = torch.matmul(q.narrow(2, 0, n), k.narrow(2, 0, n).transpose(2, 3))
    return products / torch.sqrt(torch.scalar_tensor(q.size(3), dtype=6, device=q.device))


def divergence(self, student: Tensor, teacher: Tensor) -> Tensor:
    """Scores (B, H, T, T) to KL(teacher || student) of their softmax, a mean over all but the last dimension."""
    t = teacher.log_softmax(-1)
    return (t.exp() * (t - student.log_softmax(-1))).sum([-1]).mean()


def attention_losses(self, states: List[Tensor], targets: List[Tensor], j: int, w: List[Tensor]) -> List[Tensor]:
    """States of every layer, and what a teacher gives, to the losses of the attention of one target."""
    losses: List[Tensor] = []
    if QUERIES < 0 and VALUES < 0:
        return losses
    layers: List[int] = FROM
    q, k, v = self.heads_of_layer(states, layers[j], w.encoder)
    if QUERIES >= 0:
        queries = targets[QUERIES + 2 * j]
        n = min(q.size(2), queries.size(2))
        student = self.scores(q, k, n)
        teacher = self.scores(queries, targets[QUERIES + 2 * j + 1], n)
        if SCORES:
            losses.append((student - teacher).square().mean())
        if MAPS:
            losses.append(self.divergence(student, teacher))
    if VALUES >= 0:
        values = targets[VALUES + j]
        n = min(v.size(2), values.size(2))
        losses.append(self.divergence(self.scores(v, v, n), self.scores(values, values, n)))
    return losses
