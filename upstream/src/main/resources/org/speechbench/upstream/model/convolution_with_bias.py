def convolution_bias(self, w: List[Tensor]) -> Optional[Tensor]:
    """The bias (C) among the weights of a convolution, which are weight and bias."""
    weight, bias = w
    return bias.to(DTYPE)
