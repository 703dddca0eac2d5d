def positioned(self, x: Tensor, valid: Tensor, w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to the input of the first layer, whose frames may be joined."""
    h = x + self.positions(x, valid, w.pos_conv)
    if not NORM_FIRST:
        h = self.norm(h, w.layer_norm)
    return self.time_reduced(self.dropped(h, noise, train), w.time_reduction)


def shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """The values that every layer is given besides its input (B, T, D); valid is that of the encoder's input."""
    return self.layer_shared(x, self.time_reduced_valid(valid), w.shared)


def encoder(self, x: Tensor, valid: Tensor, keep: Tensor, w: List[Tensor], noise: Tensor, train: bool) -> List[Tensor]:
    """(B, T, D) to the input of the first layer and the output of every layer, each (B, T, D)."""
    return self.layers(self.positioned(x, valid, w, noise, train), valid, keep, w, noise, train)


def prepared_encoder(self, w: List[Tensor]) -> List[Tensor]:
    """The weights in the form that frozen models take."""
    return self.prepared_positions(w.pos_conv) + w.layer_norm + w.time_reduction + w.shared + w.layers
