def subnetwork(self, w: List[Tensor], sizes: Tensor) -> List[Tensor]:
    """The weights of a network that is trained as a whole."""
    return w
