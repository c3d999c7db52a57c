module @trainStep {
  func.func public @main(%arg0: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x8xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<8xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x8xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<8xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x8xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<8xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<8x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x32xf32> loc("state.params.blocks[0].feedForward.up.w"), %arg15: tensor<32xf32> loc("state.params.blocks[0].feedForward.up.b"), %arg16: tensor<32x8xf32> loc("state.params.blocks[0].feedForward.down.w"), %arg17: tensor<8xf32> loc("state.params.blocks[0].feedForward.down.b"), %arg18: tensor<8xf32> loc("state.params.norm.scale"), %arg19: tensor<8xf32> loc("state.params.norm.bias"), %arg20: tensor<64x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg21: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg23: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg24: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg25: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg26: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg27: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg28: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg29: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg30: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg32: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg33: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg34: tensor<8x32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.w"), %arg35: tensor<32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.b"), %arg36: tensor<32x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.w"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.b"), %arg38: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg39: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg40: tensor<64x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg41: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg42: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg43: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg44: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg45: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg46: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg47: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg48: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg49: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg50: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg51: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg52: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg53: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg54: tensor<8x32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.w"), %arg55: tensor<32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.b"), %arg56: tensor<32x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.w"), %arg57: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.b"), %arg58: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg59: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg60: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg61: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg62: tensor<f32> loc("state.optimizer[2].share"), %arg63: tensor<4x4xi32> loc("tokens"), %arg64: tensor<4x4xi32> loc("targets")) -> (tensor<64x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = stablehlo.iota dim = 0 : tensor<4xi32>
    %1 = stablehlo.iota dim = 0 : tensor<64xi32>
    %2 = "stablehlo.gather"(%arg0, %arg63) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<64x8xf32>, tensor<4x4xi32>) -> tensor<4x4x8xf32>
    %3 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<4x8xf32>) -> tensor<4x4x8xf32>
    %4 = stablehlo.add %2, %3 : tensor<4x4x8xf32>
    %5 = stablehlo.reduce(%4 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %6 = stablehlo.constant dense<1.25e-1> : tensor<4x4xf32>
    %7 = stablehlo.multiply %5, %6 : tensor<4x4xf32>
    %8 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %9 = stablehlo.subtract %4, %8 : tensor<4x4x8xf32>
    %10 = stablehlo.multiply %9, %9 : tensor<4x4x8xf32>
    %11 = stablehlo.reduce(%10 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %12 = stablehlo.multiply %11, %6 : tensor<4x4xf32>
    %13 = stablehlo.constant dense<9.999999747378752e-6> : tensor<4x4xf32>
    %14 = stablehlo.add %12, %13 : tensor<4x4xf32>
    %15 = stablehlo.sqrt %14 : tensor<4x4xf32>
    %16 = stablehlo.constant dense<2.0e+0> : tensor<4x4xf32>
    %17 = stablehlo.multiply %15, %16 : tensor<4x4xf32>
    %18 = stablehlo.constant dense<1.0e+0> : tensor<4x4xf32>
    %19 = stablehlo.divide %18, %15 : tensor<4x4xf32>
    %20 = stablehlo.divide %19, %15 : tensor<4x4xf32>
    %21 = stablehlo.negate %20 : tensor<4x4xf32>
    %22 = stablehlo.broadcast_in_dim %19, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %23 = stablehlo.multiply %9, %22 : tensor<4x4x8xf32>
    %24 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %25 = stablehlo.multiply %23, %24 : tensor<4x4x8xf32>
    %26 = stablehlo.broadcast_in_dim %arg3, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %27 = stablehlo.add %25, %26 : tensor<4x4x8xf32>
    %28 = stablehlo.dot_general %27, %arg4, contracting_dims = [2] x [0] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %29 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %30 = stablehlo.add %28, %29 : tensor<4x4x8xf32>
    %31 = stablehlo.reshape %30 : (tensor<4x4x8xf32>) -> tensor<4x4x2x4xf32>
    %32 = stablehlo.dot_general %27, %arg6, contracting_dims = [2] x [0] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %33 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %34 = stablehlo.add %32, %33 : tensor<4x4x8xf32>
    %35 = stablehlo.reshape %34 : (tensor<4x4x8xf32>) -> tensor<4x4x2x4xf32>
    %36 = stablehlo.dot_general %27, %arg8, contracting_dims = [2] x [0] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %37 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %38 = stablehlo.add %36, %37 : tensor<4x4x8xf32>
    %39 = stablehlo.reshape %38 : (tensor<4x4x8xf32>) -> tensor<4x4x2x4xf32>
    %40 = stablehlo.dot_general %31, %35, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<4x4x2x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %41 = stablehlo.constant dense<5.0e-1> : tensor<4x2x4x4xf32>
    %42 = stablehlo.multiply %40, %41 : tensor<4x2x4x4xf32>
    %43 = stablehlo.broadcast_in_dim %0, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %44 = stablehlo.broadcast_in_dim %0, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %45 = stablehlo.compare LE, %43, %44 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %46 = stablehlo.broadcast_in_dim %45, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<4x2x4x4xi1>
    %47 = stablehlo.constant dense<-1.0e+9> : tensor<4x2x4x4xf32>
    %48 = stablehlo.select %46, %42, %47 : tensor<4x2x4x4xi1>, tensor<4x2x4x4xf32>
    %49 = stablehlo.reduce(%48 init: %init1) applies stablehlo.maximum across dimensions = [3] : (tensor<4x2x4x4xf32>, tensor<f32>) -> tensor<4x2x4xf32>
    %50 = stablehlo.broadcast_in_dim %49, dims = [0, 1, 2] : (tensor<4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %51 = stablehlo.subtract %48, %50 : tensor<4x2x4x4xf32>
    %52 = stablehlo.exponential %51 : tensor<4x2x4x4xf32>
    %53 = stablehlo.reduce(%52 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<4x2x4x4xf32>, tensor<f32>) -> tensor<4x2x4xf32>
    %54 = stablehlo.constant dense<1.0e+0> : tensor<4x2x4xf32>
    %55 = stablehlo.divide %54, %53 : tensor<4x2x4xf32>
    %56 = stablehlo.divide %55, %53 : tensor<4x2x4xf32>
    %57 = stablehlo.negate %56 : tensor<4x2x4xf32>
    %58 = stablehlo.broadcast_in_dim %55, dims = [0, 1, 2] : (tensor<4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %59 = stablehlo.multiply %52, %58 : tensor<4x2x4x4xf32>
    %60 = stablehlo.dot_general %59, %39, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<4x2x4x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %61 = stablehlo.transpose %60, dims = [0, 2, 1, 3] : (tensor<4x2x4x4xf32>) -> tensor<4x4x2x4xf32>
    %62 = stablehlo.reshape %61 : (tensor<4x4x2x4xf32>) -> tensor<4x4x8xf32>
    %63 = stablehlo.dot_general %62, %arg10, contracting_dims = [2] x [0] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %64 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %65 = stablehlo.add %63, %64 : tensor<4x4x8xf32>
    %66 = stablehlo.add %4, %65 : tensor<4x4x8xf32>
    %67 = stablehlo.reduce(%66 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %68 = stablehlo.multiply %67, %6 : tensor<4x4xf32>
    %69 = stablehlo.broadcast_in_dim %68, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %70 = stablehlo.subtract %66, %69 : tensor<4x4x8xf32>
    %71 = stablehlo.multiply %70, %70 : tensor<4x4x8xf32>
    %72 = stablehlo.reduce(%71 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %73 = stablehlo.multiply %72, %6 : tensor<4x4xf32>
    %74 = stablehlo.add %73, %13 : tensor<4x4xf32>
    %75 = stablehlo.sqrt %74 : tensor<4x4xf32>
    %76 = stablehlo.multiply %75, %16 : tensor<4x4xf32>
    %77 = stablehlo.divide %18, %75 : tensor<4x4xf32>
    %78 = stablehlo.divide %77, %75 : tensor<4x4xf32>
    %79 = stablehlo.negate %78 : tensor<4x4xf32>
    %80 = stablehlo.broadcast_in_dim %77, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %81 = stablehlo.multiply %70, %80 : tensor<4x4x8xf32>
    %82 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %83 = stablehlo.multiply %81, %82 : tensor<4x4x8xf32>
    %84 = stablehlo.broadcast_in_dim %arg13, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %85 = stablehlo.add %83, %84 : tensor<4x4x8xf32>
    %86 = stablehlo.dot_general %85, %arg14, contracting_dims = [2] x [0] : (tensor<4x4x8xf32>, tensor<8x32xf32>) -> tensor<4x4x32xf32>
    %87 = stablehlo.broadcast_in_dim %arg15, dims = [2] : (tensor<32xf32>) -> tensor<4x4x32xf32>
    %88 = stablehlo.add %86, %87 : tensor<4x4x32xf32>
    %89 = stablehlo.constant dense<5.0e-1> : tensor<4x4x32xf32>
    %90 = stablehlo.multiply %88, %89 : tensor<4x4x32xf32> loc("gelu")
    %91 = stablehlo.constant dense<0.0e+0> : tensor<4x4x32xf32>
    %92 = stablehlo.multiply %88, %88 : tensor<4x4x32xf32> loc("gelu")
    %93 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<4x4x32xf32>
    %94 = stablehlo.multiply %92, %93 : tensor<4x4x32xf32> loc("gelu")
    %95 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %96 = stablehlo.constant dense<1.0e+0> : tensor<4x4x32xf32>
    %97 = stablehlo.add %94, %96 : tensor<4x4x32xf32> loc("gelu")
    %98 = stablehlo.multiply %88, %97 : tensor<4x4x32xf32> loc("gelu")
    %99 = stablehlo.constant dense<7.978845834732056e-1> : tensor<4x4x32xf32>
    %100 = stablehlo.multiply %98, %99 : tensor<4x4x32xf32> loc("gelu")
    %101 = stablehlo.compare LT, %100, %91 : (tensor<4x4x32xf32>, tensor<4x4x32xf32>) -> tensor<4x4x32xi1> loc("gelu")
    %102 = stablehlo.constant dense<-1.0e+0> : tensor<4x4x32xf32>
    %103 = stablehlo.select %101, %96, %102 : tensor<4x4x32xi1>, tensor<4x4x32xf32> loc("gelu")
    %104 = stablehlo.multiply %100, %103 : tensor<4x4x32xf32> loc("gelu")
    %105 = stablehlo.constant dense<2.0e+0> : tensor<4x4x32xf32>
    %106 = stablehlo.multiply %104, %105 : tensor<4x4x32xf32> loc("gelu")
    %107 = stablehlo.exponential %106 : tensor<4x4x32xf32> loc("gelu")
    %108 = stablehlo.add %107, %102 : tensor<4x4x32xf32> loc("gelu")
    %109 = stablehlo.add %107, %96 : tensor<4x4x32xf32> loc("gelu")
    %110 = stablehlo.divide %96, %109 : tensor<4x4x32xf32> loc("gelu")
    %111 = stablehlo.multiply %110, %110 : tensor<4x4x32xf32> loc("gelu")
    %112 = stablehlo.negate %111 : tensor<4x4x32xf32> loc("gelu")
    %113 = stablehlo.multiply %108, %110 : tensor<4x4x32xf32> loc("gelu")
    %114 = stablehlo.multiply %113, %103 : tensor<4x4x32xf32> loc("gelu")
    %115 = stablehlo.add %114, %96 : tensor<4x4x32xf32> loc("gelu")
    %116 = stablehlo.multiply %90, %115 : tensor<4x4x32xf32> loc("gelu")
    %117 = stablehlo.dot_general %116, %arg16, contracting_dims = [2] x [0] : (tensor<4x4x32xf32>, tensor<32x8xf32>) -> tensor<4x4x8xf32>
    %118 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %119 = stablehlo.add %117, %118 : tensor<4x4x8xf32>
    %120 = stablehlo.add %66, %119 : tensor<4x4x8xf32>
    %121 = stablehlo.reduce(%120 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %122 = stablehlo.multiply %121, %6 : tensor<4x4xf32>
    %123 = stablehlo.broadcast_in_dim %122, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %124 = stablehlo.subtract %120, %123 : tensor<4x4x8xf32>
    %125 = stablehlo.multiply %124, %124 : tensor<4x4x8xf32>
    %126 = stablehlo.reduce(%125 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %127 = stablehlo.multiply %126, %6 : tensor<4x4xf32>
    %128 = stablehlo.add %127, %13 : tensor<4x4xf32>
    %129 = stablehlo.sqrt %128 : tensor<4x4xf32>
    %130 = stablehlo.multiply %129, %16 : tensor<4x4xf32>
    %131 = stablehlo.divide %18, %129 : tensor<4x4xf32>
    %132 = stablehlo.divide %131, %129 : tensor<4x4xf32>
    %133 = stablehlo.negate %132 : tensor<4x4xf32>
    %134 = stablehlo.broadcast_in_dim %131, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %135 = stablehlo.multiply %124, %134 : tensor<4x4x8xf32>
    %136 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %137 = stablehlo.multiply %135, %136 : tensor<4x4x8xf32>
    %138 = stablehlo.broadcast_in_dim %arg19, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %139 = stablehlo.add %137, %138 : tensor<4x4x8xf32>
    %140 = stablehlo.dot_general %139, %arg0, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<64x8xf32>) -> tensor<4x4x64xf32>
    %141 = stablehlo.reduce(%140 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<4x4x64xf32>, tensor<f32>) -> tensor<4x4xf32>
    %142 = stablehlo.broadcast_in_dim %141, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x64xf32>
    %143 = stablehlo.subtract %140, %142 : tensor<4x4x64xf32>
    %144 = stablehlo.exponential %143 : tensor<4x4x64xf32>
    %145 = stablehlo.reduce(%144 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x64xf32>, tensor<f32>) -> tensor<4x4xf32>
    %146 = stablehlo.log %145 : tensor<4x4xf32>
    %147 = stablehlo.broadcast_in_dim %146, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x64xf32>
    %148 = stablehlo.subtract %143, %147 : tensor<4x4x64xf32>
    %149 = stablehlo.broadcast_in_dim %arg64, dims = [0, 1] : (tensor<4x4xi32>) -> tensor<4x4x64xi32>
    %150 = stablehlo.broadcast_in_dim %1, dims = [2] : (tensor<64xi32>) -> tensor<4x4x64xi32>
    %151 = stablehlo.compare EQ, %149, %150 : (tensor<4x4x64xi32>, tensor<4x4x64xi32>) -> tensor<4x4x64xi1>
    %152 = stablehlo.convert %151 : (tensor<4x4x64xi1>) -> tensor<4x4x64xf32>
    %153 = stablehlo.multiply %148, %152 : tensor<4x4x64xf32>
    %154 = stablehlo.reduce(%153 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<4x4x64xf32>, tensor<f32>) -> tensor<f32>
    %155 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %156 = stablehlo.multiply %154, %155 : tensor<f32>
    %157 = stablehlo.negate %156 : tensor<f32>
    %158 = stablehlo.constant dense<-6.25e-2> : tensor<4x4x64xf32>
    %159 = stablehlo.multiply %158, %152 : tensor<4x4x64xf32>
    %160 = stablehlo.reduce(%159 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x64xf32>, tensor<f32>) -> tensor<4x4xf32>
    %161 = stablehlo.negate %160 : tensor<4x4xf32>
    %162 = stablehlo.divide %161, %145 : tensor<4x4xf32>
    %163 = stablehlo.broadcast_in_dim %162, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x64xf32>
    %164 = stablehlo.multiply %144, %163 : tensor<4x4x64xf32>
    %165 = stablehlo.add %159, %164 : tensor<4x4x64xf32>
    %166 = stablehlo.dot_general %165, %arg0, contracting_dims = [2] x [0] : (tensor<4x4x64xf32>, tensor<64x8xf32>) -> tensor<4x4x8xf32>
    %167 = stablehlo.reduce(%166 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %168 = stablehlo.multiply %166, %136 : tensor<4x4x8xf32>
    %169 = stablehlo.multiply %168, %134 : tensor<4x4x8xf32>
    %170 = stablehlo.multiply %124, %168 : tensor<4x4x8xf32>
    %171 = stablehlo.reduce(%170 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %172 = stablehlo.multiply %133, %171 : tensor<4x4xf32>
    %173 = stablehlo.divide %172, %130 : tensor<4x4xf32>
    %174 = stablehlo.multiply %173, %6 : tensor<4x4xf32>
    %175 = stablehlo.broadcast_in_dim %174, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %176 = stablehlo.multiply %175, %124 : tensor<4x4x8xf32>
    %177 = stablehlo.add %169, %176 : tensor<4x4x8xf32>
    %178 = stablehlo.add %177, %176 : tensor<4x4x8xf32>
    %179 = stablehlo.reduce(%178 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %180 = stablehlo.constant dense<-1.25e-1> : tensor<4x4xf32>
    %181 = stablehlo.multiply %179, %180 : tensor<4x4xf32>
    %182 = stablehlo.broadcast_in_dim %181, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %183 = stablehlo.add %178, %182 : tensor<4x4x8xf32>
    %184 = stablehlo.reduce(%183 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %185 = stablehlo.dot_general %183, %arg16, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<32x8xf32>) -> tensor<4x4x32xf32>
    %186 = stablehlo.multiply %185, %115 : tensor<4x4x32xf32> loc("gelu")
    %187 = stablehlo.multiply %90, %185 : tensor<4x4x32xf32> loc("gelu")
    %188 = stablehlo.multiply %187, %103 : tensor<4x4x32xf32> loc("gelu")
    %189 = stablehlo.multiply %188, %110 : tensor<4x4x32xf32> loc("gelu")
    %190 = stablehlo.multiply %108, %188 : tensor<4x4x32xf32> loc("gelu")
    %191 = stablehlo.multiply %112, %190 : tensor<4x4x32xf32> loc("gelu")
    %192 = stablehlo.add %189, %191 : tensor<4x4x32xf32> loc("gelu")
    %193 = stablehlo.multiply %107, %192 : tensor<4x4x32xf32> loc("gelu")
    %194 = stablehlo.multiply %193, %105 : tensor<4x4x32xf32> loc("gelu")
    %195 = stablehlo.multiply %194, %103 : tensor<4x4x32xf32> loc("gelu")
    %196 = stablehlo.multiply %195, %99 : tensor<4x4x32xf32> loc("gelu")
    %197 = stablehlo.multiply %196, %97 : tensor<4x4x32xf32> loc("gelu")
    %198 = stablehlo.multiply %88, %196 : tensor<4x4x32xf32> loc("gelu")
    %199 = stablehlo.multiply %198, %93 : tensor<4x4x32xf32> loc("gelu")
    %200 = stablehlo.multiply %199, %88 : tensor<4x4x32xf32> loc("gelu")
    %201 = stablehlo.add %197, %200 : tensor<4x4x32xf32> loc("gelu")
    %202 = stablehlo.add %201, %200 : tensor<4x4x32xf32> loc("gelu")
    %203 = stablehlo.multiply %186, %89 : tensor<4x4x32xf32> loc("gelu")
    %204 = stablehlo.add %202, %203 : tensor<4x4x32xf32> loc("gelu")
    %205 = stablehlo.reduce(%204 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x32xf32>, tensor<f32>) -> tensor<32xf32>
    %206 = stablehlo.dot_general %204, %arg14, contracting_dims = [2] x [1] : (tensor<4x4x32xf32>, tensor<8x32xf32>) -> tensor<4x4x8xf32>
    %207 = stablehlo.reduce(%206 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %208 = stablehlo.multiply %206, %82 : tensor<4x4x8xf32>
    %209 = stablehlo.multiply %208, %80 : tensor<4x4x8xf32>
    %210 = stablehlo.multiply %70, %208 : tensor<4x4x8xf32>
    %211 = stablehlo.reduce(%210 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %212 = stablehlo.multiply %79, %211 : tensor<4x4xf32>
    %213 = stablehlo.divide %212, %76 : tensor<4x4xf32>
    %214 = stablehlo.multiply %213, %6 : tensor<4x4xf32>
    %215 = stablehlo.broadcast_in_dim %214, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %216 = stablehlo.multiply %215, %70 : tensor<4x4x8xf32>
    %217 = stablehlo.add %209, %216 : tensor<4x4x8xf32>
    %218 = stablehlo.add %217, %216 : tensor<4x4x8xf32>
    %219 = stablehlo.reduce(%218 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %220 = stablehlo.add %183, %218 : tensor<4x4x8xf32>
    %221 = stablehlo.multiply %219, %180 : tensor<4x4xf32>
    %222 = stablehlo.broadcast_in_dim %221, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %223 = stablehlo.add %220, %222 : tensor<4x4x8xf32>
    %224 = stablehlo.reduce(%223 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %225 = stablehlo.dot_general %223, %arg10, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %226 = stablehlo.reshape %225 : (tensor<4x4x8xf32>) -> tensor<4x4x2x4xf32>
    %227 = stablehlo.dot_general %226, %39, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<4x4x2x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %228 = stablehlo.multiply %227, %58 : tensor<4x2x4x4xf32>
    %229 = stablehlo.multiply %52, %227 : tensor<4x2x4x4xf32>
    %230 = stablehlo.reduce(%229 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<4x2x4x4xf32>, tensor<f32>) -> tensor<4x2x4xf32>
    %231 = stablehlo.multiply %57, %230 : tensor<4x2x4xf32>
    %232 = stablehlo.broadcast_in_dim %231, dims = [0, 1, 2] : (tensor<4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %233 = stablehlo.add %228, %232 : tensor<4x2x4x4xf32>
    %234 = stablehlo.multiply %52, %233 : tensor<4x2x4x4xf32>
    %235 = stablehlo.constant dense<0.0e+0> : tensor<4x2x4x4xf32>
    %236 = stablehlo.select %46, %234, %235 : tensor<4x2x4x4xi1>, tensor<4x2x4x4xf32>
    %237 = stablehlo.multiply %236, %41 : tensor<4x2x4x4xf32>
    %238 = stablehlo.dot_general %237, %35, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<4x2x4x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %239 = stablehlo.transpose %238, dims = [0, 2, 1, 3] : (tensor<4x2x4x4xf32>) -> tensor<4x4x2x4xf32>
    %240 = stablehlo.reshape %239 : (tensor<4x4x2x4xf32>) -> tensor<4x4x8xf32>
    %241 = stablehlo.reduce(%240 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %242 = stablehlo.dot_general %240, %arg4, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %243 = stablehlo.dot_general %27, %240, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<8x8xf32>
    %244 = stablehlo.dot_general %237, %31, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<4x2x4x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %245 = stablehlo.transpose %244, dims = [0, 2, 1, 3] : (tensor<4x2x4x4xf32>) -> tensor<4x4x2x4xf32>
    %246 = stablehlo.reshape %245 : (tensor<4x4x2x4xf32>) -> tensor<4x4x8xf32>
    %247 = stablehlo.reduce(%246 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %248 = stablehlo.dot_general %246, %arg6, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %249 = stablehlo.add %242, %248 : tensor<4x4x8xf32>
    %250 = stablehlo.dot_general %27, %246, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<8x8xf32>
    %251 = stablehlo.dot_general %59, %226, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<4x2x4x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %252 = stablehlo.transpose %251, dims = [0, 2, 1, 3] : (tensor<4x2x4x4xf32>) -> tensor<4x4x2x4xf32>
    %253 = stablehlo.reshape %252 : (tensor<4x4x2x4xf32>) -> tensor<4x4x8xf32>
    %254 = stablehlo.reduce(%253 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %255 = stablehlo.dot_general %253, %arg8, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %256 = stablehlo.add %249, %255 : tensor<4x4x8xf32>
    %257 = stablehlo.reduce(%256 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %258 = stablehlo.multiply %256, %24 : tensor<4x4x8xf32>
    %259 = stablehlo.multiply %258, %22 : tensor<4x4x8xf32>
    %260 = stablehlo.multiply %9, %258 : tensor<4x4x8xf32>
    %261 = stablehlo.reduce(%260 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %262 = stablehlo.multiply %21, %261 : tensor<4x4xf32>
    %263 = stablehlo.divide %262, %17 : tensor<4x4xf32>
    %264 = stablehlo.multiply %263, %6 : tensor<4x4xf32>
    %265 = stablehlo.broadcast_in_dim %264, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %266 = stablehlo.multiply %265, %9 : tensor<4x4x8xf32>
    %267 = stablehlo.add %259, %266 : tensor<4x4x8xf32>
    %268 = stablehlo.add %267, %266 : tensor<4x4x8xf32>
    %269 = stablehlo.reduce(%268 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %270 = stablehlo.add %223, %268 : tensor<4x4x8xf32>
    %271 = stablehlo.multiply %269, %180 : tensor<4x4xf32>
    %272 = stablehlo.broadcast_in_dim %271, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %273 = stablehlo.add %270, %272 : tensor<4x4x8xf32>
    %274 = stablehlo.reduce(%273 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %275 = stablehlo.constant dense<0.0e+0> : tensor<64x8xf32>
    %276 = "stablehlo.scatter"(%275, %arg63, %273) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>, tensor<4x4xi32>, tensor<4x4x8xf32>) -> tensor<64x8xf32>
    %277 = stablehlo.multiply %23, %256 : tensor<4x4x8xf32>
    %278 = stablehlo.reduce(%277 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %279 = stablehlo.dot_general %27, %253, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<8x8xf32>
    %280 = stablehlo.dot_general %62, %223, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<8x8xf32>
    %281 = stablehlo.multiply %81, %206 : tensor<4x4x8xf32>
    %282 = stablehlo.reduce(%281 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %283 = stablehlo.dot_general %85, %204, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x8xf32>, tensor<4x4x32xf32>) -> tensor<8x32xf32>
    %284 = stablehlo.dot_general %116, %183, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x32xf32>, tensor<4x4x8xf32>) -> tensor<32x8xf32>
    %285 = stablehlo.multiply %135, %166 : tensor<4x4x8xf32>
    %286 = stablehlo.reduce(%285 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %287 = stablehlo.dot_general %165, %139, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x64xf32>, tensor<4x4x8xf32>) -> tensor<64x8xf32>
    %288 = stablehlo.add %276, %287 : tensor<64x8xf32>
    %289 = stablehlo.multiply %288, %288 : tensor<64x8xf32>
    %290 = stablehlo.reduce(%289 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x8xf32>, tensor<f32>) -> tensor<f32>
    %291 = stablehlo.multiply %274, %274 : tensor<4x8xf32>
    %292 = stablehlo.reduce(%291 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %293 = stablehlo.multiply %278, %278 : tensor<8xf32>
    %294 = stablehlo.reduce(%293 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %295 = stablehlo.multiply %257, %257 : tensor<8xf32>
    %296 = stablehlo.reduce(%295 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %297 = stablehlo.multiply %243, %243 : tensor<8x8xf32>
    %298 = stablehlo.reduce(%297 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %299 = stablehlo.multiply %241, %241 : tensor<8xf32>
    %300 = stablehlo.reduce(%299 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %301 = stablehlo.multiply %250, %250 : tensor<8x8xf32>
    %302 = stablehlo.reduce(%301 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %303 = stablehlo.multiply %247, %247 : tensor<8xf32>
    %304 = stablehlo.reduce(%303 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %305 = stablehlo.multiply %279, %279 : tensor<8x8xf32>
    %306 = stablehlo.reduce(%305 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %307 = stablehlo.multiply %254, %254 : tensor<8xf32>
    %308 = stablehlo.reduce(%307 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %309 = stablehlo.multiply %280, %280 : tensor<8x8xf32>
    %310 = stablehlo.reduce(%309 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %311 = stablehlo.multiply %224, %224 : tensor<8xf32>
    %312 = stablehlo.reduce(%311 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %313 = stablehlo.multiply %282, %282 : tensor<8xf32>
    %314 = stablehlo.reduce(%313 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %315 = stablehlo.multiply %207, %207 : tensor<8xf32>
    %316 = stablehlo.reduce(%315 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %317 = stablehlo.multiply %283, %283 : tensor<8x32xf32>
    %318 = stablehlo.reduce(%317 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<f32>
    %319 = stablehlo.multiply %205, %205 : tensor<32xf32>
    %320 = stablehlo.reduce(%319 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<32xf32>, tensor<f32>) -> tensor<f32>
    %321 = stablehlo.multiply %284, %284 : tensor<32x8xf32>
    %322 = stablehlo.reduce(%321 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<32x8xf32>, tensor<f32>) -> tensor<f32>
    %323 = stablehlo.multiply %184, %184 : tensor<8xf32>
    %324 = stablehlo.reduce(%323 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %325 = stablehlo.multiply %286, %286 : tensor<8xf32>
    %326 = stablehlo.reduce(%325 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %327 = stablehlo.multiply %167, %167 : tensor<8xf32>
    %328 = stablehlo.reduce(%327 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %329 = stablehlo.add %290, %292 : tensor<f32>
    %330 = stablehlo.add %329, %294 : tensor<f32>
    %331 = stablehlo.add %330, %296 : tensor<f32>
    %332 = stablehlo.add %331, %298 : tensor<f32>
    %333 = stablehlo.add %332, %300 : tensor<f32>
    %334 = stablehlo.add %333, %302 : tensor<f32>
    %335 = stablehlo.add %334, %304 : tensor<f32>
    %336 = stablehlo.add %335, %306 : tensor<f32>
    %337 = stablehlo.add %336, %308 : tensor<f32>
    %338 = stablehlo.add %337, %310 : tensor<f32>
    %339 = stablehlo.add %338, %312 : tensor<f32>
    %340 = stablehlo.add %339, %314 : tensor<f32>
    %341 = stablehlo.add %340, %316 : tensor<f32>
    %342 = stablehlo.add %341, %318 : tensor<f32>
    %343 = stablehlo.add %342, %320 : tensor<f32>
    %344 = stablehlo.add %343, %322 : tensor<f32>
    %345 = stablehlo.add %344, %324 : tensor<f32>
    %346 = stablehlo.add %345, %326 : tensor<f32>
    %347 = stablehlo.add %346, %328 : tensor<f32>
    %348 = stablehlo.sqrt %347 : tensor<f32>
    %349 = stablehlo.divide %95, %348 : tensor<f32>
    %350 = stablehlo.minimum %349, %95 : tensor<f32>
    %351 = stablehlo.broadcast_in_dim %350, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %352 = stablehlo.multiply %288, %351 : tensor<64x8xf32>
    %353 = stablehlo.broadcast_in_dim %350, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %354 = stablehlo.multiply %274, %353 : tensor<4x8xf32>
    %355 = stablehlo.broadcast_in_dim %350, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %356 = stablehlo.multiply %278, %355 : tensor<8xf32>
    %357 = stablehlo.multiply %257, %355 : tensor<8xf32>
    %358 = stablehlo.broadcast_in_dim %350, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %359 = stablehlo.multiply %243, %358 : tensor<8x8xf32>
    %360 = stablehlo.multiply %241, %355 : tensor<8xf32>
    %361 = stablehlo.multiply %250, %358 : tensor<8x8xf32>
    %362 = stablehlo.multiply %247, %355 : tensor<8xf32>
    %363 = stablehlo.multiply %279, %358 : tensor<8x8xf32>
    %364 = stablehlo.multiply %254, %355 : tensor<8xf32>
    %365 = stablehlo.multiply %280, %358 : tensor<8x8xf32>
    %366 = stablehlo.multiply %224, %355 : tensor<8xf32>
    %367 = stablehlo.multiply %282, %355 : tensor<8xf32>
    %368 = stablehlo.multiply %207, %355 : tensor<8xf32>
    %369 = stablehlo.broadcast_in_dim %350, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %370 = stablehlo.multiply %283, %369 : tensor<8x32xf32>
    %371 = stablehlo.broadcast_in_dim %350, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %372 = stablehlo.multiply %205, %371 : tensor<32xf32>
    %373 = stablehlo.broadcast_in_dim %350, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %374 = stablehlo.multiply %284, %373 : tensor<32x8xf32>
    %375 = stablehlo.multiply %184, %355 : tensor<8xf32>
    %376 = stablehlo.multiply %286, %355 : tensor<8xf32>
    %377 = stablehlo.multiply %167, %355 : tensor<8xf32>
    %378 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %379 = stablehlo.constant dense<8.999999761581421e-1> : tensor<64x8xf32>
    %380 = stablehlo.multiply %arg20, %379 : tensor<64x8xf32>
    %381 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %382 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<64x8xf32>
    %383 = stablehlo.multiply %352, %382 : tensor<64x8xf32>
    %384 = stablehlo.add %380, %383 : tensor<64x8xf32>
    %385 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %386 = stablehlo.multiply %arg21, %385 : tensor<4x8xf32>
    %387 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %388 = stablehlo.multiply %354, %387 : tensor<4x8xf32>
    %389 = stablehlo.add %386, %388 : tensor<4x8xf32>
    %390 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %391 = stablehlo.multiply %arg22, %390 : tensor<8xf32>
    %392 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %393 = stablehlo.multiply %356, %392 : tensor<8xf32>
    %394 = stablehlo.add %391, %393 : tensor<8xf32>
    %395 = stablehlo.multiply %arg23, %390 : tensor<8xf32>
    %396 = stablehlo.multiply %357, %392 : tensor<8xf32>
    %397 = stablehlo.add %395, %396 : tensor<8xf32>
    %398 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %399 = stablehlo.multiply %arg24, %398 : tensor<8x8xf32>
    %400 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %401 = stablehlo.multiply %359, %400 : tensor<8x8xf32>
    %402 = stablehlo.add %399, %401 : tensor<8x8xf32>
    %403 = stablehlo.multiply %arg25, %390 : tensor<8xf32>
    %404 = stablehlo.multiply %360, %392 : tensor<8xf32>
    %405 = stablehlo.add %403, %404 : tensor<8xf32>
    %406 = stablehlo.multiply %arg26, %398 : tensor<8x8xf32>
    %407 = stablehlo.multiply %361, %400 : tensor<8x8xf32>
    %408 = stablehlo.add %406, %407 : tensor<8x8xf32>
    %409 = stablehlo.multiply %arg27, %390 : tensor<8xf32>
    %410 = stablehlo.multiply %362, %392 : tensor<8xf32>
    %411 = stablehlo.add %409, %410 : tensor<8xf32>
    %412 = stablehlo.multiply %arg28, %398 : tensor<8x8xf32>
    %413 = stablehlo.multiply %363, %400 : tensor<8x8xf32>
    %414 = stablehlo.add %412, %413 : tensor<8x8xf32>
    %415 = stablehlo.multiply %arg29, %390 : tensor<8xf32>
    %416 = stablehlo.multiply %364, %392 : tensor<8xf32>
    %417 = stablehlo.add %415, %416 : tensor<8xf32>
    %418 = stablehlo.multiply %arg30, %398 : tensor<8x8xf32>
    %419 = stablehlo.multiply %365, %400 : tensor<8x8xf32>
    %420 = stablehlo.add %418, %419 : tensor<8x8xf32>
    %421 = stablehlo.multiply %arg31, %390 : tensor<8xf32>
    %422 = stablehlo.multiply %366, %392 : tensor<8xf32>
    %423 = stablehlo.add %421, %422 : tensor<8xf32>
    %424 = stablehlo.multiply %arg32, %390 : tensor<8xf32>
    %425 = stablehlo.multiply %367, %392 : tensor<8xf32>
    %426 = stablehlo.add %424, %425 : tensor<8xf32>
    %427 = stablehlo.multiply %arg33, %390 : tensor<8xf32>
    %428 = stablehlo.multiply %368, %392 : tensor<8xf32>
    %429 = stablehlo.add %427, %428 : tensor<8xf32>
    %430 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x32xf32>
    %431 = stablehlo.multiply %arg34, %430 : tensor<8x32xf32>
    %432 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x32xf32>
    %433 = stablehlo.multiply %370, %432 : tensor<8x32xf32>
    %434 = stablehlo.add %431, %433 : tensor<8x32xf32>
    %435 = stablehlo.constant dense<8.999999761581421e-1> : tensor<32xf32>
    %436 = stablehlo.multiply %arg35, %435 : tensor<32xf32>
    %437 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<32xf32>
    %438 = stablehlo.multiply %372, %437 : tensor<32xf32>
    %439 = stablehlo.add %436, %438 : tensor<32xf32>
    %440 = stablehlo.constant dense<8.999999761581421e-1> : tensor<32x8xf32>
    %441 = stablehlo.multiply %arg36, %440 : tensor<32x8xf32>
    %442 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<32x8xf32>
    %443 = stablehlo.multiply %374, %442 : tensor<32x8xf32>
    %444 = stablehlo.add %441, %443 : tensor<32x8xf32>
    %445 = stablehlo.multiply %arg37, %390 : tensor<8xf32>
    %446 = stablehlo.multiply %375, %392 : tensor<8xf32>
    %447 = stablehlo.add %445, %446 : tensor<8xf32>
    %448 = stablehlo.multiply %arg38, %390 : tensor<8xf32>
    %449 = stablehlo.multiply %376, %392 : tensor<8xf32>
    %450 = stablehlo.add %448, %449 : tensor<8xf32>
    %451 = stablehlo.multiply %arg39, %390 : tensor<8xf32>
    %452 = stablehlo.multiply %377, %392 : tensor<8xf32>
    %453 = stablehlo.add %451, %452 : tensor<8xf32>
    %454 = stablehlo.multiply %352, %352 : tensor<64x8xf32>
    %455 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %456 = stablehlo.constant dense<9.990000128746033e-1> : tensor<64x8xf32>
    %457 = stablehlo.multiply %arg40, %456 : tensor<64x8xf32>
    %458 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %459 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<64x8xf32>
    %460 = stablehlo.multiply %454, %459 : tensor<64x8xf32>
    %461 = stablehlo.add %457, %460 : tensor<64x8xf32>
    %462 = stablehlo.multiply %354, %354 : tensor<4x8xf32>
    %463 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %464 = stablehlo.multiply %arg41, %463 : tensor<4x8xf32>
    %465 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %466 = stablehlo.multiply %462, %465 : tensor<4x8xf32>
    %467 = stablehlo.add %464, %466 : tensor<4x8xf32>
    %468 = stablehlo.multiply %356, %356 : tensor<8xf32>
    %469 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %470 = stablehlo.multiply %arg42, %469 : tensor<8xf32>
    %471 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %472 = stablehlo.multiply %468, %471 : tensor<8xf32>
    %473 = stablehlo.add %470, %472 : tensor<8xf32>
    %474 = stablehlo.multiply %357, %357 : tensor<8xf32>
    %475 = stablehlo.multiply %arg43, %469 : tensor<8xf32>
    %476 = stablehlo.multiply %474, %471 : tensor<8xf32>
    %477 = stablehlo.add %475, %476 : tensor<8xf32>
    %478 = stablehlo.multiply %359, %359 : tensor<8x8xf32>
    %479 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %480 = stablehlo.multiply %arg44, %479 : tensor<8x8xf32>
    %481 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %482 = stablehlo.multiply %478, %481 : tensor<8x8xf32>
    %483 = stablehlo.add %480, %482 : tensor<8x8xf32>
    %484 = stablehlo.multiply %360, %360 : tensor<8xf32>
    %485 = stablehlo.multiply %arg45, %469 : tensor<8xf32>
    %486 = stablehlo.multiply %484, %471 : tensor<8xf32>
    %487 = stablehlo.add %485, %486 : tensor<8xf32>
    %488 = stablehlo.multiply %361, %361 : tensor<8x8xf32>
    %489 = stablehlo.multiply %arg46, %479 : tensor<8x8xf32>
    %490 = stablehlo.multiply %488, %481 : tensor<8x8xf32>
    %491 = stablehlo.add %489, %490 : tensor<8x8xf32>
    %492 = stablehlo.multiply %362, %362 : tensor<8xf32>
    %493 = stablehlo.multiply %arg47, %469 : tensor<8xf32>
    %494 = stablehlo.multiply %492, %471 : tensor<8xf32>
    %495 = stablehlo.add %493, %494 : tensor<8xf32>
    %496 = stablehlo.multiply %363, %363 : tensor<8x8xf32>
    %497 = stablehlo.multiply %arg48, %479 : tensor<8x8xf32>
    %498 = stablehlo.multiply %496, %481 : tensor<8x8xf32>
    %499 = stablehlo.add %497, %498 : tensor<8x8xf32>
    %500 = stablehlo.multiply %364, %364 : tensor<8xf32>
    %501 = stablehlo.multiply %arg49, %469 : tensor<8xf32>
    %502 = stablehlo.multiply %500, %471 : tensor<8xf32>
    %503 = stablehlo.add %501, %502 : tensor<8xf32>
    %504 = stablehlo.multiply %365, %365 : tensor<8x8xf32>
    %505 = stablehlo.multiply %arg50, %479 : tensor<8x8xf32>
    %506 = stablehlo.multiply %504, %481 : tensor<8x8xf32>
    %507 = stablehlo.add %505, %506 : tensor<8x8xf32>
    %508 = stablehlo.multiply %366, %366 : tensor<8xf32>
    %509 = stablehlo.multiply %arg51, %469 : tensor<8xf32>
    %510 = stablehlo.multiply %508, %471 : tensor<8xf32>
    %511 = stablehlo.add %509, %510 : tensor<8xf32>
    %512 = stablehlo.multiply %367, %367 : tensor<8xf32>
    %513 = stablehlo.multiply %arg52, %469 : tensor<8xf32>
    %514 = stablehlo.multiply %512, %471 : tensor<8xf32>
    %515 = stablehlo.add %513, %514 : tensor<8xf32>
    %516 = stablehlo.multiply %368, %368 : tensor<8xf32>
    %517 = stablehlo.multiply %arg53, %469 : tensor<8xf32>
    %518 = stablehlo.multiply %516, %471 : tensor<8xf32>
    %519 = stablehlo.add %517, %518 : tensor<8xf32>
    %520 = stablehlo.multiply %370, %370 : tensor<8x32xf32>
    %521 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x32xf32>
    %522 = stablehlo.multiply %arg54, %521 : tensor<8x32xf32>
    %523 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x32xf32>
    %524 = stablehlo.multiply %520, %523 : tensor<8x32xf32>
    %525 = stablehlo.add %522, %524 : tensor<8x32xf32>
    %526 = stablehlo.multiply %372, %372 : tensor<32xf32>
    %527 = stablehlo.constant dense<9.990000128746033e-1> : tensor<32xf32>
    %528 = stablehlo.multiply %arg55, %527 : tensor<32xf32>
    %529 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<32xf32>
    %530 = stablehlo.multiply %526, %529 : tensor<32xf32>
    %531 = stablehlo.add %528, %530 : tensor<32xf32>
    %532 = stablehlo.multiply %374, %374 : tensor<32x8xf32>
    %533 = stablehlo.constant dense<9.990000128746033e-1> : tensor<32x8xf32>
    %534 = stablehlo.multiply %arg56, %533 : tensor<32x8xf32>
    %535 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<32x8xf32>
    %536 = stablehlo.multiply %532, %535 : tensor<32x8xf32>
    %537 = stablehlo.add %534, %536 : tensor<32x8xf32>
    %538 = stablehlo.multiply %375, %375 : tensor<8xf32>
    %539 = stablehlo.multiply %arg57, %469 : tensor<8xf32>
    %540 = stablehlo.multiply %538, %471 : tensor<8xf32>
    %541 = stablehlo.add %539, %540 : tensor<8xf32>
    %542 = stablehlo.multiply %376, %376 : tensor<8xf32>
    %543 = stablehlo.multiply %arg58, %469 : tensor<8xf32>
    %544 = stablehlo.multiply %542, %471 : tensor<8xf32>
    %545 = stablehlo.add %543, %544 : tensor<8xf32>
    %546 = stablehlo.multiply %377, %377 : tensor<8xf32>
    %547 = stablehlo.multiply %arg59, %469 : tensor<8xf32>
    %548 = stablehlo.multiply %546, %471 : tensor<8xf32>
    %549 = stablehlo.add %547, %548 : tensor<8xf32>
    %550 = stablehlo.multiply %arg60, %378 : tensor<f32>
    %551 = stablehlo.add %550, %381 : tensor<f32>
    %552 = stablehlo.multiply %arg61, %455 : tensor<f32>
    %553 = stablehlo.add %552, %458 : tensor<f32>
    %554 = stablehlo.divide %95, %551 : tensor<f32>
    %555 = stablehlo.divide %95, %553 : tensor<f32>
    %556 = stablehlo.broadcast_in_dim %554, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %557 = stablehlo.multiply %384, %556 : tensor<64x8xf32>
    %558 = stablehlo.broadcast_in_dim %555, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %559 = stablehlo.multiply %461, %558 : tensor<64x8xf32>
    %560 = stablehlo.sqrt %559 : tensor<64x8xf32>
    %561 = stablehlo.constant dense<9.99999993922529e-9> : tensor<64x8xf32>
    %562 = stablehlo.add %560, %561 : tensor<64x8xf32>
    %563 = stablehlo.divide %557, %562 : tensor<64x8xf32>
    %564 = stablehlo.broadcast_in_dim %554, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %565 = stablehlo.multiply %389, %564 : tensor<4x8xf32>
    %566 = stablehlo.broadcast_in_dim %555, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %567 = stablehlo.multiply %467, %566 : tensor<4x8xf32>
    %568 = stablehlo.sqrt %567 : tensor<4x8xf32>
    %569 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %570 = stablehlo.add %568, %569 : tensor<4x8xf32>
    %571 = stablehlo.divide %565, %570 : tensor<4x8xf32>
    %572 = stablehlo.broadcast_in_dim %554, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %573 = stablehlo.multiply %394, %572 : tensor<8xf32>
    %574 = stablehlo.broadcast_in_dim %555, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %575 = stablehlo.multiply %473, %574 : tensor<8xf32>
    %576 = stablehlo.sqrt %575 : tensor<8xf32>
    %577 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %578 = stablehlo.add %576, %577 : tensor<8xf32>
    %579 = stablehlo.divide %573, %578 : tensor<8xf32>
    %580 = stablehlo.multiply %397, %572 : tensor<8xf32>
    %581 = stablehlo.multiply %477, %574 : tensor<8xf32>
    %582 = stablehlo.sqrt %581 : tensor<8xf32>
    %583 = stablehlo.add %582, %577 : tensor<8xf32>
    %584 = stablehlo.divide %580, %583 : tensor<8xf32>
    %585 = stablehlo.broadcast_in_dim %554, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %586 = stablehlo.multiply %402, %585 : tensor<8x8xf32>
    %587 = stablehlo.broadcast_in_dim %555, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %588 = stablehlo.multiply %483, %587 : tensor<8x8xf32>
    %589 = stablehlo.sqrt %588 : tensor<8x8xf32>
    %590 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %591 = stablehlo.add %589, %590 : tensor<8x8xf32>
    %592 = stablehlo.divide %586, %591 : tensor<8x8xf32>
    %593 = stablehlo.multiply %405, %572 : tensor<8xf32>
    %594 = stablehlo.multiply %487, %574 : tensor<8xf32>
    %595 = stablehlo.sqrt %594 : tensor<8xf32>
    %596 = stablehlo.add %595, %577 : tensor<8xf32>
    %597 = stablehlo.divide %593, %596 : tensor<8xf32>
    %598 = stablehlo.multiply %408, %585 : tensor<8x8xf32>
    %599 = stablehlo.multiply %491, %587 : tensor<8x8xf32>
    %600 = stablehlo.sqrt %599 : tensor<8x8xf32>
    %601 = stablehlo.add %600, %590 : tensor<8x8xf32>
    %602 = stablehlo.divide %598, %601 : tensor<8x8xf32>
    %603 = stablehlo.multiply %411, %572 : tensor<8xf32>
    %604 = stablehlo.multiply %495, %574 : tensor<8xf32>
    %605 = stablehlo.sqrt %604 : tensor<8xf32>
    %606 = stablehlo.add %605, %577 : tensor<8xf32>
    %607 = stablehlo.divide %603, %606 : tensor<8xf32>
    %608 = stablehlo.multiply %414, %585 : tensor<8x8xf32>
    %609 = stablehlo.multiply %499, %587 : tensor<8x8xf32>
    %610 = stablehlo.sqrt %609 : tensor<8x8xf32>
    %611 = stablehlo.add %610, %590 : tensor<8x8xf32>
    %612 = stablehlo.divide %608, %611 : tensor<8x8xf32>
    %613 = stablehlo.multiply %417, %572 : tensor<8xf32>
    %614 = stablehlo.multiply %503, %574 : tensor<8xf32>
    %615 = stablehlo.sqrt %614 : tensor<8xf32>
    %616 = stablehlo.add %615, %577 : tensor<8xf32>
    %617 = stablehlo.divide %613, %616 : tensor<8xf32>
    %618 = stablehlo.multiply %420, %585 : tensor<8x8xf32>
    %619 = stablehlo.multiply %507, %587 : tensor<8x8xf32>
    %620 = stablehlo.sqrt %619 : tensor<8x8xf32>
    %621 = stablehlo.add %620, %590 : tensor<8x8xf32>
    %622 = stablehlo.divide %618, %621 : tensor<8x8xf32>
    %623 = stablehlo.multiply %423, %572 : tensor<8xf32>
    %624 = stablehlo.multiply %511, %574 : tensor<8xf32>
    %625 = stablehlo.sqrt %624 : tensor<8xf32>
    %626 = stablehlo.add %625, %577 : tensor<8xf32>
    %627 = stablehlo.divide %623, %626 : tensor<8xf32>
    %628 = stablehlo.multiply %426, %572 : tensor<8xf32>
    %629 = stablehlo.multiply %515, %574 : tensor<8xf32>
    %630 = stablehlo.sqrt %629 : tensor<8xf32>
    %631 = stablehlo.add %630, %577 : tensor<8xf32>
    %632 = stablehlo.divide %628, %631 : tensor<8xf32>
    %633 = stablehlo.multiply %429, %572 : tensor<8xf32>
    %634 = stablehlo.multiply %519, %574 : tensor<8xf32>
    %635 = stablehlo.sqrt %634 : tensor<8xf32>
    %636 = stablehlo.add %635, %577 : tensor<8xf32>
    %637 = stablehlo.divide %633, %636 : tensor<8xf32>
    %638 = stablehlo.broadcast_in_dim %554, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %639 = stablehlo.multiply %434, %638 : tensor<8x32xf32>
    %640 = stablehlo.broadcast_in_dim %555, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %641 = stablehlo.multiply %525, %640 : tensor<8x32xf32>
    %642 = stablehlo.sqrt %641 : tensor<8x32xf32>
    %643 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x32xf32>
    %644 = stablehlo.add %642, %643 : tensor<8x32xf32>
    %645 = stablehlo.divide %639, %644 : tensor<8x32xf32>
    %646 = stablehlo.broadcast_in_dim %554, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %647 = stablehlo.multiply %439, %646 : tensor<32xf32>
    %648 = stablehlo.broadcast_in_dim %555, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %649 = stablehlo.multiply %531, %648 : tensor<32xf32>
    %650 = stablehlo.sqrt %649 : tensor<32xf32>
    %651 = stablehlo.constant dense<9.99999993922529e-9> : tensor<32xf32>
    %652 = stablehlo.add %650, %651 : tensor<32xf32>
    %653 = stablehlo.divide %647, %652 : tensor<32xf32>
    %654 = stablehlo.broadcast_in_dim %554, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %655 = stablehlo.multiply %444, %654 : tensor<32x8xf32>
    %656 = stablehlo.broadcast_in_dim %555, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %657 = stablehlo.multiply %537, %656 : tensor<32x8xf32>
    %658 = stablehlo.sqrt %657 : tensor<32x8xf32>
    %659 = stablehlo.constant dense<9.99999993922529e-9> : tensor<32x8xf32>
    %660 = stablehlo.add %658, %659 : tensor<32x8xf32>
    %661 = stablehlo.divide %655, %660 : tensor<32x8xf32>
    %662 = stablehlo.multiply %447, %572 : tensor<8xf32>
    %663 = stablehlo.multiply %541, %574 : tensor<8xf32>
    %664 = stablehlo.sqrt %663 : tensor<8xf32>
    %665 = stablehlo.add %664, %577 : tensor<8xf32>
    %666 = stablehlo.divide %662, %665 : tensor<8xf32>
    %667 = stablehlo.multiply %450, %572 : tensor<8xf32>
    %668 = stablehlo.multiply %545, %574 : tensor<8xf32>
    %669 = stablehlo.sqrt %668 : tensor<8xf32>
    %670 = stablehlo.add %669, %577 : tensor<8xf32>
    %671 = stablehlo.divide %667, %670 : tensor<8xf32>
    %672 = stablehlo.multiply %453, %572 : tensor<8xf32>
    %673 = stablehlo.multiply %549, %574 : tensor<8xf32>
    %674 = stablehlo.sqrt %673 : tensor<8xf32>
    %675 = stablehlo.add %674, %577 : tensor<8xf32>
    %676 = stablehlo.divide %672, %675 : tensor<8xf32>
    %677 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %678 = stablehlo.constant dense<9.999999776482582e-3> : tensor<64x8xf32>
    %679 = stablehlo.multiply %arg0, %678 : tensor<64x8xf32>
    %680 = stablehlo.add %563, %679 : tensor<64x8xf32>
    %681 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %682 = stablehlo.multiply %arg1, %681 : tensor<4x8xf32>
    %683 = stablehlo.add %571, %682 : tensor<4x8xf32>
    %684 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %685 = stablehlo.multiply %arg2, %684 : tensor<8xf32>
    %686 = stablehlo.add %579, %685 : tensor<8xf32>
    %687 = stablehlo.multiply %arg3, %684 : tensor<8xf32>
    %688 = stablehlo.add %584, %687 : tensor<8xf32>
    %689 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %690 = stablehlo.multiply %arg4, %689 : tensor<8x8xf32>
    %691 = stablehlo.add %592, %690 : tensor<8x8xf32>
    %692 = stablehlo.multiply %arg5, %684 : tensor<8xf32>
    %693 = stablehlo.add %597, %692 : tensor<8xf32>
    %694 = stablehlo.multiply %arg6, %689 : tensor<8x8xf32>
    %695 = stablehlo.add %602, %694 : tensor<8x8xf32>
    %696 = stablehlo.multiply %arg7, %684 : tensor<8xf32>
    %697 = stablehlo.add %607, %696 : tensor<8xf32>
    %698 = stablehlo.multiply %arg8, %689 : tensor<8x8xf32>
    %699 = stablehlo.add %612, %698 : tensor<8x8xf32>
    %700 = stablehlo.multiply %arg9, %684 : tensor<8xf32>
    %701 = stablehlo.add %617, %700 : tensor<8xf32>
    %702 = stablehlo.multiply %arg10, %689 : tensor<8x8xf32>
    %703 = stablehlo.add %622, %702 : tensor<8x8xf32>
    %704 = stablehlo.multiply %arg11, %684 : tensor<8xf32>
    %705 = stablehlo.add %627, %704 : tensor<8xf32>
    %706 = stablehlo.multiply %arg12, %684 : tensor<8xf32>
    %707 = stablehlo.add %632, %706 : tensor<8xf32>
    %708 = stablehlo.multiply %arg13, %684 : tensor<8xf32>
    %709 = stablehlo.add %637, %708 : tensor<8xf32>
    %710 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x32xf32>
    %711 = stablehlo.multiply %arg14, %710 : tensor<8x32xf32>
    %712 = stablehlo.add %645, %711 : tensor<8x32xf32>
    %713 = stablehlo.constant dense<9.999999776482582e-3> : tensor<32xf32>
    %714 = stablehlo.multiply %arg15, %713 : tensor<32xf32>
    %715 = stablehlo.add %653, %714 : tensor<32xf32>
    %716 = stablehlo.constant dense<9.999999776482582e-3> : tensor<32x8xf32>
    %717 = stablehlo.multiply %arg16, %716 : tensor<32x8xf32>
    %718 = stablehlo.add %661, %717 : tensor<32x8xf32>
    %719 = stablehlo.multiply %arg17, %684 : tensor<8xf32>
    %720 = stablehlo.add %666, %719 : tensor<8xf32>
    %721 = stablehlo.multiply %arg18, %684 : tensor<8xf32>
    %722 = stablehlo.add %671, %721 : tensor<8xf32>
    %723 = stablehlo.multiply %arg19, %684 : tensor<8xf32>
    %724 = stablehlo.add %676, %723 : tensor<8xf32>
    %725 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<64x8xf32>
    %726 = stablehlo.multiply %680, %725 : tensor<64x8xf32>
    %727 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %728 = stablehlo.multiply %683, %727 : tensor<4x8xf32>
    %729 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %730 = stablehlo.multiply %686, %729 : tensor<8xf32>
    %731 = stablehlo.multiply %688, %729 : tensor<8xf32>
    %732 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %733 = stablehlo.multiply %691, %732 : tensor<8x8xf32>
    %734 = stablehlo.multiply %693, %729 : tensor<8xf32>
    %735 = stablehlo.multiply %695, %732 : tensor<8x8xf32>
    %736 = stablehlo.multiply %697, %729 : tensor<8xf32>
    %737 = stablehlo.multiply %699, %732 : tensor<8x8xf32>
    %738 = stablehlo.multiply %701, %729 : tensor<8xf32>
    %739 = stablehlo.multiply %703, %732 : tensor<8x8xf32>
    %740 = stablehlo.multiply %705, %729 : tensor<8xf32>
    %741 = stablehlo.multiply %707, %729 : tensor<8xf32>
    %742 = stablehlo.multiply %709, %729 : tensor<8xf32>
    %743 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x32xf32>
    %744 = stablehlo.multiply %712, %743 : tensor<8x32xf32>
    %745 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<32xf32>
    %746 = stablehlo.multiply %715, %745 : tensor<32xf32>
    %747 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<32x8xf32>
    %748 = stablehlo.multiply %718, %747 : tensor<32x8xf32>
    %749 = stablehlo.multiply %720, %729 : tensor<8xf32>
    %750 = stablehlo.multiply %722, %729 : tensor<8xf32>
    %751 = stablehlo.multiply %724, %729 : tensor<8xf32>
    %752 = stablehlo.add %arg62, %677 : tensor<f32>
    %753 = stablehlo.minimum %752, %95 : tensor<f32>
    %754 = stablehlo.broadcast_in_dim %753, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %755 = stablehlo.multiply %726, %754 : tensor<64x8xf32>
    %756 = stablehlo.broadcast_in_dim %753, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %757 = stablehlo.multiply %728, %756 : tensor<4x8xf32>
    %758 = stablehlo.broadcast_in_dim %753, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %759 = stablehlo.multiply %730, %758 : tensor<8xf32>
    %760 = stablehlo.multiply %731, %758 : tensor<8xf32>
    %761 = stablehlo.broadcast_in_dim %753, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %762 = stablehlo.multiply %733, %761 : tensor<8x8xf32>
    %763 = stablehlo.multiply %734, %758 : tensor<8xf32>
    %764 = stablehlo.multiply %735, %761 : tensor<8x8xf32>
    %765 = stablehlo.multiply %736, %758 : tensor<8xf32>
    %766 = stablehlo.multiply %737, %761 : tensor<8x8xf32>
    %767 = stablehlo.multiply %738, %758 : tensor<8xf32>
    %768 = stablehlo.multiply %739, %761 : tensor<8x8xf32>
    %769 = stablehlo.multiply %740, %758 : tensor<8xf32>
    %770 = stablehlo.multiply %741, %758 : tensor<8xf32>
    %771 = stablehlo.multiply %742, %758 : tensor<8xf32>
    %772 = stablehlo.broadcast_in_dim %753, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %773 = stablehlo.multiply %744, %772 : tensor<8x32xf32>
    %774 = stablehlo.broadcast_in_dim %753, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %775 = stablehlo.multiply %746, %774 : tensor<32xf32>
    %776 = stablehlo.broadcast_in_dim %753, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %777 = stablehlo.multiply %748, %776 : tensor<32x8xf32>
    %778 = stablehlo.multiply %749, %758 : tensor<8xf32>
    %779 = stablehlo.multiply %750, %758 : tensor<8xf32>
    %780 = stablehlo.multiply %751, %758 : tensor<8xf32>
    %781 = stablehlo.add %arg0, %755 : tensor<64x8xf32>
    %782 = stablehlo.add %arg1, %757 : tensor<4x8xf32>
    %783 = stablehlo.add %arg2, %759 : tensor<8xf32>
    %784 = stablehlo.add %arg3, %760 : tensor<8xf32>
    %785 = stablehlo.add %arg4, %762 : tensor<8x8xf32>
    %786 = stablehlo.add %arg5, %763 : tensor<8xf32>
    %787 = stablehlo.add %arg6, %764 : tensor<8x8xf32>
    %788 = stablehlo.add %arg7, %765 : tensor<8xf32>
    %789 = stablehlo.add %arg8, %766 : tensor<8x8xf32>
    %790 = stablehlo.add %arg9, %767 : tensor<8xf32>
    %791 = stablehlo.add %arg10, %768 : tensor<8x8xf32>
    %792 = stablehlo.add %arg11, %769 : tensor<8xf32>
    %793 = stablehlo.add %arg12, %770 : tensor<8xf32>
    %794 = stablehlo.add %arg13, %771 : tensor<8xf32>
    %795 = stablehlo.add %arg14, %773 : tensor<8x32xf32>
    %796 = stablehlo.add %arg15, %775 : tensor<32xf32>
    %797 = stablehlo.add %arg16, %777 : tensor<32x8xf32>
    %798 = stablehlo.add %arg17, %778 : tensor<8xf32>
    %799 = stablehlo.add %arg18, %779 : tensor<8xf32>
    %800 = stablehlo.add %arg19, %780 : tensor<8xf32>
    return %781, %782, %783, %784, %785, %786, %787, %788, %789, %790, %791, %792, %793, %794, %795, %796, %797, %798, %799, %800, %384, %389, %394, %397, %402, %405, %408, %411, %414, %417, %420, %423, %426, %429, %434, %439, %444, %447, %450, %453, %461, %467, %473, %477, %483, %487, %491, %495, %499, %503, %507, %511, %515, %519, %525, %531, %537, %541, %545, %549, %551, %553, %753, %157 : tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
