def convolution_bias(self, w: List[Tensor]) -> Optional[Tensor]:
    """Nothing: a convolution has a weight alone."""
    return None
