def restored(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T * FACTOR, D): a transposed convolution whose kernel is its stride is a product of every frame."""
    weight, bias = w
    b, t, d = x.size()
    y = torch.matmul(x.to(DTYPE), weight.to(DTYPE).flatten(1)).view([b, t, d, FACTOR])
    return y.transpose(2, 3).reshape([b, t * FACTOR, d]) + bias.to(DTYPE)


def head(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """States (B, T, D) of a layer to what is predicted from them, (B, T * FACTOR, W)."""
    h = x
    if FACTOR > 1:
        h = self.restored(h, w.restoring)
    if PROJECTS:
        h = self.affine(h, w.projection)
    return h.float()
