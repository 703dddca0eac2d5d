def convolution_bias(self, w: List[Tensor]) -> Optional[Tensor]:
    """An empty bias: the convolution has only a weight."""
    return None
