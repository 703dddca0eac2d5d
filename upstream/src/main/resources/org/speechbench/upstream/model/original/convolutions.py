def convolutions(self, first: Tensor, w: List[Tensor]) -> Tensor:
    """(B, F, C) of the first convolution to (B, T, C)."""
    h = first.transpose(1, 2)
    strides = STRIDES
    n = len(strides) - 1
    for i in range(1, n):
        bias = self.convolution_bias(w.conv_layers[i].conv)
        h = torch.gelu(torch.conv1d(h, w.conv_layers[i].conv.weight.to(DTYPE), bias, [strides[i]]))
    bias = self.convolution_bias(w.conv_layers[n].conv)
    last = torch.conv1d(h, w.conv_layers[n].conv.weight.to(DTYPE), bias, [strides[n]])
    # Some versions of oneDNN have a wrong gradient of GELU whose output is transposed.
    return torch.gelu(last.transpose(1, 2).contiguous())
