def crops(self, places: Tensor, units: Tensor, features: List[Tensor]) -> Tensor:
    """Places (B, 2) of crops, shard and first unit, to (B, units, W)."""
    rows: List[Tensor] = []
    for i in range(places.size(0)):
        shard = features[int(places[i][0])]
        rows.append(shard.narrow(0, int(places[i][1]), int(units)))
    return torch.stack(rows).float()
