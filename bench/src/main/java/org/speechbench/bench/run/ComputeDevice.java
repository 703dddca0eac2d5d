package org.speechbench.bench.run;

import ai.djl.Device;
import org.speechbench.core.UserError;

/** Devices by their names on the command line. */
public final class ComputeDevice {
    private ComputeDevice() {}

    /**
     * The device of a name such as {@code cpu} or {@code gpu0}; whether it is there is not looked at.
     *
     * @throws UserError if no device is called so
     */
    public static Device of(String name) {
        Device device = Device.fromName(name);
        if (!device.equals(Device.cpu()) && !device.isGpu()) {
            throw new UserError("Unknown device '" + name + "'.", "Use cpu, gpu0 or gpu1.");
        }
        return device;
    }
}
