package org.speechbench.engine.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.checkpoint.NumpyArray.NumpyType;

/**
 * The names that a pickle may refer to, and what is built for each. No name leads to code, because names that are not
 * listed here are refused.
 */
final class PickleGlobals {
    /** Element types by PyTorch's storage classes. */
    private static final Map<String, ElementType> STORAGES = Map.of(
            "torch.FloatStorage", ElementType.F32,
            "torch.DoubleStorage", ElementType.F64,
            "torch.HalfStorage", ElementType.F16,
            "torch.BFloat16Storage", ElementType.BF16,
            "torch.LongStorage", ElementType.I64,
            "torch.IntStorage", ElementType.I32,
            "torch.ShortStorage", ElementType.I16,
            "torch.CharStorage", ElementType.I8,
            "torch.ByteStorage", ElementType.U8,
            "torch.BoolStorage", ElementType.BOOL);

    /** Plain records of fairseq checkpoints; their attributes are kept as a map. */
    private static final Set<String> RECORDS = Set.of("argparse.Namespace", "fairseq.data.dictionary.Dictionary");

    private PickleGlobals() {}

    /** Something that a pickle can name. */
    sealed interface Known permits StorageClass, Maker {}

    record StorageClass(ElementType type) implements Known {}

    /** A callable that takes arguments and returns a value. */
    enum Maker implements Known {
        ORDERED_MAP,
        RECORD,
        LIST,
        TENSOR,
        PARAMETER,
        NUMPY_CLASS,
        NUMPY_ARRAY,
        NUMPY_TYPE,
        NUMPY_SCALAR,
        LATIN;

        /**
         * The value of a call.
         *
         * @throws BadPickle if the arguments are not those of PyTorch's function
         */
        Object make(List<Object> arguments) throws BadPickle {
            return switch (this) {
                case RECORD -> new Attributes(new LinkedHashMap<>());
                case ORDERED_MAP -> map(arguments);
                case LIST -> arguments.isEmpty() ? new ArrayList<>() : new ArrayList<>(list(arguments, 0));
                case TENSOR -> tensor(arguments);
                case PARAMETER -> argument(arguments, 0, StoredTensor.class);
                case NUMPY_ARRAY -> new NumpyArray();
                case NUMPY_TYPE -> new NumpyType(argument(arguments, 0, String.class));
                case NUMPY_SCALAR -> argument(arguments, 0, NumpyType.class)
                        .scalar(argument(arguments, 1, String.class));
                    // Python 2 does not have a separate type for bytes; they are stored as Latin-1 text.
                case LATIN -> argument(arguments, 0, String.class);
                case NUMPY_CLASS -> throw new BadPickle("it calls what cannot be called");
            };
        }
    }

    /** An object of a plain class: its attributes by name. */
    record Attributes(Map<Object, Object> values) {}

    /** The meaning of a name, or null if the name is refused. */
    static @Nullable Known find(String module, String name) {
        String full = module + "." + name;
        ElementType type = STORAGES.get(full);
        if (type != null) {
            return new StorageClass(type);
        }
        if (RECORDS.contains(full)) {
            return Maker.RECORD;
        }
        return switch (full) {
            case "collections.OrderedDict" -> Maker.ORDERED_MAP;
            case "torch.Size", "builtins.set", "__builtin__.set" -> Maker.LIST;
            case "torch._utils._rebuild_tensor_v2" -> Maker.TENSOR;
            case "torch._utils._rebuild_parameter" -> Maker.PARAMETER;
            case "numpy.ndarray" -> Maker.NUMPY_CLASS;
            case "numpy.dtype" -> Maker.NUMPY_TYPE;
            case "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct" -> Maker.NUMPY_ARRAY;
            case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" -> Maker.NUMPY_SCALAR;
            case "_codecs.encode" -> Maker.LATIN;
            default -> null;
        };
    }

    private static Map<Object, Object> map(List<Object> arguments) throws BadPickle {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (!arguments.isEmpty()) {
            for (Object pair : list(arguments, 0)) {
                if (!(pair instanceof List<?> two) || two.size() != 2) {
                    throw new BadPickle("a pair of an ordered map is no pair");
                }
                map.put(Unpickler.key(two.get(0)), two.get(1));
            }
        }
        return map;
    }

    /** The arguments are storage, offset, sizes, strides, and others that matter only to training. */
    private static StoredTensor tensor(List<Object> arguments) throws BadPickle {
        StoredTensor tensor = new StoredTensor(
                argument(arguments, 0, StoredTensor.Storage.class),
                argument(arguments, 1, Long.class),
                integers(list(arguments, 2)),
                integers(list(arguments, 3)));
        if (!tensor.inside()) {
            throw new BadPickle("a tensor of shape " + tensor.info().shapeText()
                    + " does not lie within its storage of " + tensor.storage().count() + " values");
        }
        return tensor;
    }

    private static long[] integers(List<?> values) throws BadPickle {
        if (values.size() > TensorData.MAX_DIMENSIONS) {
            throw new BadPickle("a tensor has " + values.size() + " dimensions");
        }
        long[] integers = new long[values.size()];
        for (int i = 0; i < integers.length; i++) {
            if (!(values.get(i) instanceof Long n) || n < 0) {
                throw new BadPickle("a size or stride is no number from 0 on");
            }
            integers[i] = n;
        }
        return integers;
    }

    private static List<?> list(List<Object> arguments, int index) throws BadPickle {
        return argument(arguments, index, List.class);
    }

    private static <T> T argument(List<Object> arguments, int index, Class<T> type) throws BadPickle {
        if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
            throw new BadPickle("argument " + index + " of a call is not of the expected type");
        }
        return type.cast(arguments.get(index));
    }
}
