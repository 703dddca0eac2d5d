def front(self, x: Tensor, lengths: Tensor, normalization: Tensor, w: List[Tensor]) -> Tensor:
    """Log-mel values (B, F, W) to (B, T, C), with the channels last."""
    h = self.normalized(x, lengths, normalization).to(DTYPE)
    for i in range(CONVOLUTIONS):
        h = self.beyond_zeroed(h, lengths)
        c = h.unsqueeze(1).permute([0, 3, 1, 2])
        weight = w.conv_layers[i].weight.unsqueeze(2).to(DTYPE)
        y = torch.conv2d(c, weight, w.conv_layers[i].bias.to(DTYPE), [1, 2], [0, weight.size(3) // 2])
        h = torch.glu(y.permute([0, 2, 3, 1]).squeeze(1), 2)
        lengths = torch.floor_divide(lengths + 1, 2)
    return h
