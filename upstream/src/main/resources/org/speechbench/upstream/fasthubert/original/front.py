def front(self, x: Tensor, lengths: Tensor, normalization: Tensor, w: List[Tensor]) -> Tensor:
    """Log-mel values (B, F, W) to (B, T, C); for batches without padding."""
    h = self.normalized(x, lengths, normalization).to(DTYPE).transpose(1, 2)
    for i in range(CONVOLUTIONS):
        weight = w.conv_layers[i].weight.to(DTYPE)
        y = torch.conv1d(h, weight, w.conv_layers[i].bias.to(DTYPE), [2], [weight.size(2) // 2])
        h = torch.glu(y, 1)
    return h.transpose(1, 2)
