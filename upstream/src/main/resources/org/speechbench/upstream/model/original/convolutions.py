def convolutions(self, first: Tensor, w: List[Tensor]) -> Tensor:
    """(B, F, C) of the first convolution to (B, T, C)."""
    h = first.transpose(1, 2)
    for i in range(1, 6):
        bias = self.convolution_bias(w.conv_layers[i].conv)
        h = torch.gelu(torch.conv1d(h, w.conv_layers[i].conv.weight.to(DTYPE), bias, [2]))
    bias = self.convolution_bias(w.conv_layers[6].conv)
    last = torch.conv1d(h, w.conv_layers[6].conv.weight.to(DTYPE), bias, [2])
    # Some versions of oneDNN have a wrong gradient of GELU whose output is transposed.
    return torch.gelu(last.transpose(1, 2).contiguous())
