def product(self, x: Tensor, w: Tensor, g: Tensor) -> Tensor:
    """(1, T, C): products of matrices, alone and in a batch, and their gradient."""
    l = self.leaves([x], 0)
    h = l[0].to(DTYPE)
    y = torch.bmm(torch.linear(h, h.squeeze(0)), h)
    return self.differentiated(y.float().sum(), l)[0]


def convolution(self, x: Tensor, w: Tensor, g: Tensor) -> Tensor:
    """(1, T, C) and a kernel (C, C, 1, K): a convolution over time with the channels last, and its gradients."""
    l = self.leaves([x, w], 0)
    c = l[0].to(DTYPE).unsqueeze(1).permute([0, 3, 1, 2])
    y = torch.conv2d(c, l[1].to(DTYPE), None, [1, 2])
    return self.differentiated(y.float().sum(), l)[1]


def grouped_convolution(self, x: Tensor, w: Tensor, g: Tensor) -> Tensor:
    """(1, T, C) and a kernel (C, C / 16, 1, K): the same in 16 groups, as positions are encoded."""
    l = self.leaves([x, g], 0)
    c = l[0].to(DTYPE).unsqueeze(1).permute([0, 3, 1, 2])
    y = torch.conv2d(c, l[1].to(DTYPE), None, [1, 1], [0, 4], [1, 1], 16)
    return self.differentiated(y.float().sum(), l)[1]


def attention(self, x: Tensor, w: Tensor, g: Tensor) -> Tensor:
    """(1, T, C): attention in one kernel, and its gradient."""
    l = self.leaves([x], 0)
    h = l[0].to(DTYPE).view([1, x.size(1), 4, -1]).transpose(1, 2)
    y = torch.scaled_dot_product_attention(h, h, h)
    return self.differentiated(y.float().sum(), l)[0]
