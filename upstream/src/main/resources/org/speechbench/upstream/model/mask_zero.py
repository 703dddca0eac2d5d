def masked(self, h: Tensor, mask: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) with zeros in the frames where mask (B, T) is true, of a model without an embedding for them."""
    return h.masked_fill(mask.unsqueeze(2), 0.)
