def cross_entropy(self, x: Tensor, y: Tensor, temperature: float, w: List[Tensor]) -> Tuple[Tensor, Tensor]:
    """Frames (S, D) and classes (S) to the sum of the losses and the most likely classes (S).

    Each frame is compared with its own class and with all classes, among which its own counts as minus infinity.
    """
    p = self.affine(x, w.final_proj)
    e = w.label_embeddings.to(DTYPE)
    positive = e.index_select(0, y).unsqueeze(0)
    negatives = e.unsqueeze(1).expand([-1, x.size(0), -1])
    same = torch.all(positive == negatives, -1)
    cosines = torch.cosine_similarity(p.float(), torch.cat([positive, negatives]).float(), -1)
    own = torch.constant_pad_nd(same.float(), [0, 0, 1, 0], 0.)
    rows = (cosines / temperature).masked_fill(own > 0.5, -inf).transpose(0, 1)
    best = rows.argmax(1)
    classes = torch.where(best == 0, y, best - 1)
    return torch.cross_entropy_loss(rows, torch.zeros_like(y), None, 2), classes
