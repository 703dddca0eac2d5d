def masked(self, h: Tensor, mask: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) with the embedding in the frames where mask (B, T) is true."""
    return torch.where(mask.unsqueeze(2), w.mask_embedding, h)
