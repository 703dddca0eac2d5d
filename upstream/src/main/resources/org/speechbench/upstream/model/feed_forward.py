def feed_forward(self, x: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """(B, T, D) to (B, T, D)."""
    h = torch.gelu(self.affine(x, w.intermediate_dense))
    return self.affine(torch.dropout(h, ACTIVATION_DROPOUT, train), w.output_dense)
