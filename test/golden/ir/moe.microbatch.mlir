module @trainStep {
  func.func public @main(%arg0: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x8xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<8xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x8xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<8xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x8xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<8xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<8x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x2xf32> loc("state.params.blocks[0].feedForward.gate"), %arg15: tensor<2x8x32xf32> loc("state.params.blocks[0].feedForward.up"), %arg16: tensor<2x32x8xf32> loc("state.params.blocks[0].feedForward.down"), %arg17: tensor<8xf32> loc("state.params.norm.scale"), %arg18: tensor<8xf32> loc("state.params.norm.bias"), %arg19: tensor<64x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg20: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg21: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg23: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg24: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg25: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg26: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg27: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg28: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg29: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg30: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg32: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg33: tensor<8x2xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.gate"), %arg34: tensor<2x8x32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up"), %arg35: tensor<2x32x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down"), %arg36: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg38: tensor<64x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg39: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg40: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg41: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg42: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg43: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg44: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg45: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg46: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg47: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg48: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg49: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg50: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg51: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg52: tensor<8x2xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.gate"), %arg53: tensor<2x8x32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up"), %arg54: tensor<2x32x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down"), %arg55: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg56: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg57: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg58: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg59: tensor<f32> loc("state.optimizer[2].share"), %arg60: tensor<2x4xi32> loc("tokens"), %arg61: tensor<2x4xi32> loc("targets")) -> (tensor<64x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.params.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init2 = stablehlo.constant dense<-2147483648> : tensor<i32>
    %0 = stablehlo.constant dense<[2, 1]> : tensor<2xi32>
    %1 = "stablehlo.gather"(%arg0, %arg60) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<64x8xf32>, tensor<2x4xi32>) -> tensor<2x4x8xf32>
    %2 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<4x8xf32>) -> tensor<2x4x8xf32>
    %3 = stablehlo.add %1, %2 : tensor<2x4x8xf32>
    %4 = stablehlo.reduce(%3 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %5 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %6 = stablehlo.multiply %4, %5 : tensor<2x4xf32>
    %7 = stablehlo.broadcast_in_dim %6, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %8 = stablehlo.subtract %3, %7 : tensor<2x4x8xf32>
    %9 = stablehlo.multiply %8, %8 : tensor<2x4x8xf32>
    %10 = stablehlo.reduce(%9 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %11 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %12 = stablehlo.multiply %10, %11 : tensor<2x4xf32>
    %13 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %14 = stablehlo.add %12, %13 : tensor<2x4xf32>
    %15 = stablehlo.sqrt %14 : tensor<2x4xf32>
    %16 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %17 = stablehlo.multiply %15, %16 : tensor<2x4xf32>
    %18 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %19 = stablehlo.divide %18, %15 : tensor<2x4xf32>
    %20 = stablehlo.divide %19, %15 : tensor<2x4xf32>
    %21 = stablehlo.negate %20 : tensor<2x4xf32>
    %22 = stablehlo.broadcast_in_dim %19, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %23 = stablehlo.multiply %8, %22 : tensor<2x4x8xf32>
    %24 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %25 = stablehlo.multiply %23, %24 : tensor<2x4x8xf32>
    %26 = stablehlo.broadcast_in_dim %arg3, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %27 = stablehlo.add %25, %26 : tensor<2x4x8xf32>
    %28 = stablehlo.dot_general %27, %arg4, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %29 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %30 = stablehlo.add %28, %29 : tensor<2x4x8xf32>
    %31 = stablehlo.reshape %30 : (tensor<2x4x8xf32>) -> tensor<2x4x2x4xf32>
    %32 = stablehlo.dot_general %27, %arg6, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %33 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %34 = stablehlo.add %32, %33 : tensor<2x4x8xf32>
    %35 = stablehlo.reshape %34 : (tensor<2x4x8xf32>) -> tensor<2x4x2x4xf32>
    %36 = stablehlo.dot_general %27, %arg8, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %37 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %38 = stablehlo.add %36, %37 : tensor<2x4x8xf32>
    %39 = stablehlo.reshape %38 : (tensor<2x4x8xf32>) -> tensor<2x4x2x4xf32>
    %40 = stablehlo.dot_general %31, %35, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x2x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %41 = stablehlo.constant dense<5.0e-1> : tensor<2x2x4x4xf32>
    %42 = stablehlo.multiply %40, %41 : tensor<2x2x4x4xf32>
    %43 = stablehlo.iota dim = 0 : tensor<4xi32>
    %44 = stablehlo.broadcast_in_dim %43, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %45 = stablehlo.iota dim = 0 : tensor<4xi32>
    %46 = stablehlo.broadcast_in_dim %45, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %47 = stablehlo.compare LE, %44, %46 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %48 = stablehlo.broadcast_in_dim %47, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x2x4x4xi1>
    %49 = stablehlo.constant dense<-1.0e+9> : tensor<2x2x4x4xf32>
    %50 = stablehlo.select %48, %42, %49 : tensor<2x2x4x4xi1>, tensor<2x2x4x4xf32>
    %51 = stablehlo.reduce(%50 init: %init1) applies stablehlo.maximum across dimensions = [3] : (tensor<2x2x4x4xf32>, tensor<f32>) -> tensor<2x2x4xf32>
    %52 = stablehlo.broadcast_in_dim %51, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %53 = stablehlo.subtract %50, %52 : tensor<2x2x4x4xf32>
    %54 = stablehlo.exponential %53 : tensor<2x2x4x4xf32>
    %55 = stablehlo.reduce(%54 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x2x4x4xf32>, tensor<f32>) -> tensor<2x2x4xf32>
    %56 = stablehlo.constant dense<1.0e+0> : tensor<2x2x4xf32>
    %57 = stablehlo.divide %56, %55 : tensor<2x2x4xf32>
    %58 = stablehlo.divide %57, %55 : tensor<2x2x4xf32>
    %59 = stablehlo.negate %58 : tensor<2x2x4xf32>
    %60 = stablehlo.broadcast_in_dim %57, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %61 = stablehlo.multiply %54, %60 : tensor<2x2x4x4xf32>
    %62 = stablehlo.dot_general %61, %39, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %63 = stablehlo.transpose %62, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %64 = stablehlo.reshape %63 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %65 = stablehlo.dot_general %64, %arg10, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %66 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %67 = stablehlo.add %65, %66 : tensor<2x4x8xf32>
    %68 = stablehlo.add %3, %67 : tensor<2x4x8xf32>
    %69 = stablehlo.reduce(%68 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %70 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %71 = stablehlo.multiply %69, %70 : tensor<2x4xf32>
    %72 = stablehlo.broadcast_in_dim %71, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %73 = stablehlo.subtract %68, %72 : tensor<2x4x8xf32>
    %74 = stablehlo.multiply %73, %73 : tensor<2x4x8xf32>
    %75 = stablehlo.reduce(%74 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %76 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %77 = stablehlo.multiply %75, %76 : tensor<2x4xf32>
    %78 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %79 = stablehlo.add %77, %78 : tensor<2x4xf32>
    %80 = stablehlo.sqrt %79 : tensor<2x4xf32>
    %81 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %82 = stablehlo.multiply %80, %81 : tensor<2x4xf32>
    %83 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %84 = stablehlo.divide %83, %80 : tensor<2x4xf32>
    %85 = stablehlo.divide %84, %80 : tensor<2x4xf32>
    %86 = stablehlo.negate %85 : tensor<2x4xf32>
    %87 = stablehlo.broadcast_in_dim %84, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %88 = stablehlo.multiply %73, %87 : tensor<2x4x8xf32>
    %89 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %90 = stablehlo.multiply %88, %89 : tensor<2x4x8xf32>
    %91 = stablehlo.broadcast_in_dim %arg13, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %92 = stablehlo.add %90, %91 : tensor<2x4x8xf32>
    %93 = stablehlo.dot_general %92, %arg14, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x2xf32>) -> tensor<2x4x2xf32>
    %94 = stablehlo.reduce(%93 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %95 = stablehlo.broadcast_in_dim %94, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %96 = stablehlo.subtract %93, %95 : tensor<2x4x2xf32>
    %97 = stablehlo.exponential %96 : tensor<2x4x2xf32>
    %98 = stablehlo.reduce(%97 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %99 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %100 = stablehlo.divide %99, %98 : tensor<2x4xf32>
    %101 = stablehlo.divide %100, %98 : tensor<2x4xf32>
    %102 = stablehlo.negate %101 : tensor<2x4xf32>
    %103 = stablehlo.broadcast_in_dim %100, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %104 = stablehlo.multiply %97, %103 : tensor<2x4x2xf32>
    %105 = stablehlo.iota dim = 0 : tensor<4xi32>
    %106 = stablehlo.broadcast_in_dim %105, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %107 = stablehlo.iota dim = 0 : tensor<4xi32>
    %108 = stablehlo.broadcast_in_dim %107, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %109 = stablehlo.compare LT, %106, %108 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %110 = stablehlo.convert %109 : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %111 = stablehlo.reduce(%104 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %112 = stablehlo.broadcast_in_dim %111, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %113 = stablehlo.compare EQ, %104, %112 : (tensor<2x4x2xf32>, tensor<2x4x2xf32>) -> tensor<2x4x2xi1>
    %114 = stablehlo.convert %113 : (tensor<2x4x2xi1>) -> tensor<2x4x2xi32>
    %115 = stablehlo.broadcast_in_dim %0, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %116 = stablehlo.multiply %114, %115 : tensor<2x4x2xi32>
    %117 = stablehlo.reduce(%116 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x2xi32>, tensor<i32>) -> tensor<2x4xi32>
    %118 = stablehlo.constant dense<2> : tensor<2x4xi32>
    %119 = stablehlo.subtract %118, %117 : tensor<2x4xi32>
    %120 = stablehlo.broadcast_in_dim %119, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x2xi32>
    %121 = stablehlo.iota dim = 0 : tensor<2xi32>
    %122 = stablehlo.broadcast_in_dim %121, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %123 = stablehlo.compare EQ, %120, %122 : (tensor<2x4x2xi32>, tensor<2x4x2xi32>) -> tensor<2x4x2xi1>
    %124 = stablehlo.convert %123 : (tensor<2x4x2xi1>) -> tensor<2x4x2xf32>
    %125 = stablehlo.constant dense<0.0e+0> : tensor<2x4x2xf32>
    %126 = stablehlo.compare LT, %125, %124 : (tensor<2x4x2xf32>, tensor<2x4x2xf32>) -> tensor<2x4x2xi1>
    %127 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x2xf32>
    %128 = stablehlo.select %126, %127, %104 : tensor<2x4x2xi1>, tensor<2x4x2xf32>
    %129 = stablehlo.reduce(%128 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %130 = stablehlo.broadcast_in_dim %129, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %131 = stablehlo.compare EQ, %128, %130 : (tensor<2x4x2xf32>, tensor<2x4x2xf32>) -> tensor<2x4x2xi1>
    %132 = stablehlo.convert %131 : (tensor<2x4x2xi1>) -> tensor<2x4x2xi32>
    %133 = stablehlo.broadcast_in_dim %0, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %134 = stablehlo.multiply %132, %133 : tensor<2x4x2xi32>
    %135 = stablehlo.reduce(%134 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x2xi32>, tensor<i32>) -> tensor<2x4xi32>
    %136 = stablehlo.constant dense<2> : tensor<2x4xi32>
    %137 = stablehlo.subtract %136, %135 : tensor<2x4xi32>
    %138 = stablehlo.broadcast_in_dim %137, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x2xi32>
    %139 = stablehlo.iota dim = 0 : tensor<2xi32>
    %140 = stablehlo.broadcast_in_dim %139, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %141 = stablehlo.compare EQ, %138, %140 : (tensor<2x4x2xi32>, tensor<2x4x2xi32>) -> tensor<2x4x2xi1>
    %142 = stablehlo.convert %141 : (tensor<2x4x2xi1>) -> tensor<2x4x2xf32>
    %143 = stablehlo.reduce(%124 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x2xf32>
    %144 = stablehlo.constant dense<2.5e-1> : tensor<2x2xf32>
    %145 = stablehlo.multiply %143, %144 : tensor<2x2xf32>
    %146 = stablehlo.reduce(%104 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x2xf32>
    %147 = stablehlo.constant dense<2.5e-1> : tensor<2x2xf32>
    %148 = stablehlo.multiply %146, %147 : tensor<2x2xf32>
    %149 = stablehlo.multiply %145, %148 : tensor<2x2xf32>
    %150 = stablehlo.reduce(%149 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x2xf32>, tensor<f32>) -> tensor<2xf32>
    %151 = stablehlo.constant dense<2.0e+0> : tensor<2xf32>
    %152 = stablehlo.multiply %150, %151 : tensor<2xf32>
    %153 = stablehlo.multiply %124, %104 : tensor<2x4x2xf32>
    %154 = stablehlo.multiply %142, %104 : tensor<2x4x2xf32>
    %155 = stablehlo.reduce(%153 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %156 = stablehlo.reduce(%154 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %157 = stablehlo.add %155, %156 : tensor<2x4xf32>
    %158 = stablehlo.dot_general %110, %124, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<2x4x2xf32>) -> tensor<4x2x2xf32>
    %159 = stablehlo.convert %158 : (tensor<4x2x2xf32>) -> tensor<4x2x2xi32>
    %160 = stablehlo.transpose %159, dims = [1, 0, 2] : (tensor<4x2x2xi32>) -> tensor<2x4x2xi32>
    %161 = stablehlo.broadcast_in_dim %160, dims = [0, 1, 2] : (tensor<2x4x2xi32>) -> tensor<2x4x2x5xi32>
    %162 = stablehlo.iota dim = 0 : tensor<5xi32>
    %163 = stablehlo.broadcast_in_dim %162, dims = [3] : (tensor<5xi32>) -> tensor<2x4x2x5xi32>
    %164 = stablehlo.compare EQ, %161, %163 : (tensor<2x4x2x5xi32>, tensor<2x4x2x5xi32>) -> tensor<2x4x2x5xi1>
    %165 = stablehlo.convert %164 : (tensor<2x4x2x5xi1>) -> tensor<2x4x2x5xf32>
    %166 = stablehlo.broadcast_in_dim %124, dims = [0, 1, 2] : (tensor<2x4x2xf32>) -> tensor<2x4x2x5xf32>
    %167 = stablehlo.multiply %165, %166 : tensor<2x4x2x5xf32>
    %168 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %169 = stablehlo.divide %168, %157 : tensor<2x4xf32>
    %170 = stablehlo.divide %169, %157 : tensor<2x4xf32>
    %171 = stablehlo.negate %170 : tensor<2x4xf32>
    %172 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %173 = stablehlo.multiply %153, %172 : tensor<2x4x2xf32>
    %174 = stablehlo.broadcast_in_dim %173, dims = [0, 1, 2] : (tensor<2x4x2xf32>) -> tensor<2x4x2x5xf32>
    %175 = stablehlo.multiply %167, %174 : tensor<2x4x2x5xf32>
    %176 = stablehlo.dot_general %110, %142, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<2x4x2xf32>) -> tensor<4x2x2xf32>
    %177 = stablehlo.transpose %176, dims = [1, 0, 2] : (tensor<4x2x2xf32>) -> tensor<2x4x2xf32>
    %178 = stablehlo.broadcast_in_dim %143, dims = [0, 2] : (tensor<2x2xf32>) -> tensor<2x4x2xf32>
    %179 = stablehlo.add %177, %178 : tensor<2x4x2xf32>
    %180 = stablehlo.convert %179 : (tensor<2x4x2xf32>) -> tensor<2x4x2xi32>
    %181 = stablehlo.broadcast_in_dim %180, dims = [0, 1, 2] : (tensor<2x4x2xi32>) -> tensor<2x4x2x5xi32>
    %182 = stablehlo.iota dim = 0 : tensor<5xi32>
    %183 = stablehlo.broadcast_in_dim %182, dims = [3] : (tensor<5xi32>) -> tensor<2x4x2x5xi32>
    %184 = stablehlo.compare EQ, %181, %183 : (tensor<2x4x2x5xi32>, tensor<2x4x2x5xi32>) -> tensor<2x4x2x5xi1>
    %185 = stablehlo.convert %184 : (tensor<2x4x2x5xi1>) -> tensor<2x4x2x5xf32>
    %186 = stablehlo.broadcast_in_dim %142, dims = [0, 1, 2] : (tensor<2x4x2xf32>) -> tensor<2x4x2x5xf32>
    %187 = stablehlo.multiply %185, %186 : tensor<2x4x2x5xf32>
    %188 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %189 = stablehlo.multiply %154, %188 : tensor<2x4x2xf32>
    %190 = stablehlo.broadcast_in_dim %189, dims = [0, 1, 2] : (tensor<2x4x2xf32>) -> tensor<2x4x2x5xf32>
    %191 = stablehlo.multiply %187, %190 : tensor<2x4x2x5xf32>
    %192 = stablehlo.add %175, %191 : tensor<2x4x2x5xf32>
    %193 = stablehlo.reduce(%152 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %194 = stablehlo.constant dense<0.0e+0> : tensor<2x4x2x5xf32>
    %195 = stablehlo.compare LT, %194, %192 : (tensor<2x4x2x5xf32>, tensor<2x4x2x5xf32>) -> tensor<2x4x2x5xi1>
    %196 = stablehlo.convert %195 : (tensor<2x4x2x5xi1>) -> tensor<2x4x2x5xf32>
    %197 = stablehlo.dot_general %196, %92, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x2x5xf32>, tensor<2x4x8xf32>) -> tensor<2x2x5x8xf32>
    %198 = stablehlo.dot_general %197, %arg15, batching_dims = [1] x [0], contracting_dims = [3] x [1] : (tensor<2x2x5x8xf32>, tensor<2x8x32xf32>) -> tensor<2x2x5x32xf32>
    %199 = stablehlo.constant dense<5.0e-1> : tensor<2x2x5x32xf32>
    %200 = stablehlo.multiply %198, %199 : tensor<2x2x5x32xf32> loc("gelu")
    %201 = stablehlo.multiply %198, %198 : tensor<2x2x5x32xf32> loc("gelu")
    %202 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x2x5x32xf32>
    %203 = stablehlo.multiply %201, %202 : tensor<2x2x5x32xf32> loc("gelu")
    %204 = stablehlo.constant dense<1.0e+0> : tensor<2x2x5x32xf32>
    %205 = stablehlo.add %203, %204 : tensor<2x2x5x32xf32> loc("gelu")
    %206 = stablehlo.multiply %198, %205 : tensor<2x2x5x32xf32> loc("gelu")
    %207 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x2x5x32xf32>
    %208 = stablehlo.multiply %206, %207 : tensor<2x2x5x32xf32> loc("gelu")
    %209 = stablehlo.constant dense<0.0e+0> : tensor<2x2x5x32xf32>
    %210 = stablehlo.compare LT, %208, %209 : (tensor<2x2x5x32xf32>, tensor<2x2x5x32xf32>) -> tensor<2x2x5x32xi1> loc("gelu")
    %211 = stablehlo.constant dense<1.0e+0> : tensor<2x2x5x32xf32>
    %212 = stablehlo.constant dense<-1.0e+0> : tensor<2x2x5x32xf32>
    %213 = stablehlo.select %210, %211, %212 : tensor<2x2x5x32xi1>, tensor<2x2x5x32xf32> loc("gelu")
    %214 = stablehlo.multiply %208, %213 : tensor<2x2x5x32xf32> loc("gelu")
    %215 = stablehlo.constant dense<2.0e+0> : tensor<2x2x5x32xf32>
    %216 = stablehlo.multiply %214, %215 : tensor<2x2x5x32xf32> loc("gelu")
    %217 = stablehlo.exponential %216 : tensor<2x2x5x32xf32> loc("gelu")
    %218 = stablehlo.constant dense<-1.0e+0> : tensor<2x2x5x32xf32>
    %219 = stablehlo.add %217, %218 : tensor<2x2x5x32xf32> loc("gelu")
    %220 = stablehlo.constant dense<1.0e+0> : tensor<2x2x5x32xf32>
    %221 = stablehlo.add %217, %220 : tensor<2x2x5x32xf32> loc("gelu")
    %222 = stablehlo.constant dense<1.0e+0> : tensor<2x2x5x32xf32>
    %223 = stablehlo.divide %222, %221 : tensor<2x2x5x32xf32> loc("gelu")
    %224 = stablehlo.multiply %223, %223 : tensor<2x2x5x32xf32> loc("gelu")
    %225 = stablehlo.negate %224 : tensor<2x2x5x32xf32> loc("gelu")
    %226 = stablehlo.multiply %219, %223 : tensor<2x2x5x32xf32> loc("gelu")
    %227 = stablehlo.multiply %226, %213 : tensor<2x2x5x32xf32> loc("gelu")
    %228 = stablehlo.constant dense<1.0e+0> : tensor<2x2x5x32xf32>
    %229 = stablehlo.add %227, %228 : tensor<2x2x5x32xf32> loc("gelu")
    %230 = stablehlo.multiply %200, %229 : tensor<2x2x5x32xf32> loc("gelu")
    %231 = stablehlo.dot_general %arg16, %230, batching_dims = [0] x [0], contracting_dims = [1] x [3] : (tensor<2x32x8xf32>, tensor<2x2x5x32xf32>) -> tensor<2x8x2x5xf32>
    %232 = stablehlo.transpose %231, dims = [2, 1, 0, 3] : (tensor<2x8x2x5xf32>) -> tensor<2x8x2x5xf32>
    %233 = stablehlo.reshape %192 : (tensor<2x4x2x5xf32>) -> tensor<2x4x10xf32>
    %234 = stablehlo.reshape %232 : (tensor<2x8x2x5xf32>) -> tensor<2x8x10xf32>
    %235 = stablehlo.dot_general %192, %231, batching_dims = [0] x [2], contracting_dims = [2, 3] x [0, 3] : (tensor<2x4x2x5xf32>, tensor<2x8x2x5xf32>) -> tensor<2x4x8xf32>
    %236 = stablehlo.add %68, %235 : tensor<2x4x8xf32>
    %237 = stablehlo.reduce(%236 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %238 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %239 = stablehlo.multiply %237, %238 : tensor<2x4xf32>
    %240 = stablehlo.broadcast_in_dim %239, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %241 = stablehlo.subtract %236, %240 : tensor<2x4x8xf32>
    %242 = stablehlo.multiply %241, %241 : tensor<2x4x8xf32>
    %243 = stablehlo.reduce(%242 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %244 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %245 = stablehlo.multiply %243, %244 : tensor<2x4xf32>
    %246 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %247 = stablehlo.add %245, %246 : tensor<2x4xf32>
    %248 = stablehlo.sqrt %247 : tensor<2x4xf32>
    %249 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %250 = stablehlo.multiply %248, %249 : tensor<2x4xf32>
    %251 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %252 = stablehlo.divide %251, %248 : tensor<2x4xf32>
    %253 = stablehlo.divide %252, %248 : tensor<2x4xf32>
    %254 = stablehlo.negate %253 : tensor<2x4xf32>
    %255 = stablehlo.broadcast_in_dim %252, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %256 = stablehlo.multiply %241, %255 : tensor<2x4x8xf32>
    %257 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %258 = stablehlo.multiply %256, %257 : tensor<2x4x8xf32>
    %259 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %260 = stablehlo.add %258, %259 : tensor<2x4x8xf32>
    %261 = stablehlo.dot_general %260, %arg0, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<64x8xf32>) -> tensor<2x4x64xf32>
    %262 = stablehlo.reduce(%261 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %263 = stablehlo.broadcast_in_dim %262, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %264 = stablehlo.subtract %261, %263 : tensor<2x4x64xf32>
    %265 = stablehlo.exponential %264 : tensor<2x4x64xf32>
    %266 = stablehlo.reduce(%265 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %267 = stablehlo.log %266 : tensor<2x4xf32>
    %268 = stablehlo.broadcast_in_dim %267, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %269 = stablehlo.subtract %264, %268 : tensor<2x4x64xf32>
    %270 = stablehlo.broadcast_in_dim %arg61, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x64xi32>
    %271 = stablehlo.iota dim = 0 : tensor<64xi32>
    %272 = stablehlo.broadcast_in_dim %271, dims = [2] : (tensor<64xi32>) -> tensor<2x4x64xi32>
    %273 = stablehlo.compare EQ, %270, %272 : (tensor<2x4x64xi32>, tensor<2x4x64xi32>) -> tensor<2x4x64xi1>
    %274 = stablehlo.convert %273 : (tensor<2x4x64xi1>) -> tensor<2x4x64xf32>
    %275 = stablehlo.multiply %269, %274 : tensor<2x4x64xf32>
    %276 = stablehlo.reduce(%275 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<f32>
    %277 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %278 = stablehlo.multiply %276, %277 : tensor<f32>
    %279 = stablehlo.constant dense<2.4999999441206455e-3> : tensor<f32>
    %280 = stablehlo.multiply %193, %279 : tensor<f32>
    %281 = stablehlo.subtract %280, %278 : tensor<f32>
    %282 = stablehlo.constant dense<1.2499999720603228e-3> : tensor<2x2xf32>
    %283 = stablehlo.multiply %145, %282 : tensor<2x2xf32>
    %284 = stablehlo.constant dense<-6.25e-2> : tensor<2x4x64xf32>
    %285 = stablehlo.multiply %284, %274 : tensor<2x4x64xf32>
    %286 = stablehlo.reduce(%285 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %287 = stablehlo.negate %286 : tensor<2x4xf32>
    %288 = stablehlo.divide %287, %266 : tensor<2x4xf32>
    %289 = stablehlo.broadcast_in_dim %288, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %290 = stablehlo.multiply %265, %289 : tensor<2x4x64xf32>
    %291 = stablehlo.add %285, %290 : tensor<2x4x64xf32>
    %292 = stablehlo.dot_general %291, %arg0, contracting_dims = [2] x [0] : (tensor<2x4x64xf32>, tensor<64x8xf32>) -> tensor<2x4x8xf32>
    %293 = stablehlo.reduce(%292 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %294 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %295 = stablehlo.multiply %292, %294 : tensor<2x4x8xf32>
    %296 = stablehlo.broadcast_in_dim %252, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %297 = stablehlo.multiply %295, %296 : tensor<2x4x8xf32>
    %298 = stablehlo.multiply %241, %295 : tensor<2x4x8xf32>
    %299 = stablehlo.reduce(%298 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %300 = stablehlo.multiply %254, %299 : tensor<2x4xf32>
    %301 = stablehlo.divide %300, %250 : tensor<2x4xf32>
    %302 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %303 = stablehlo.multiply %301, %302 : tensor<2x4xf32>
    %304 = stablehlo.broadcast_in_dim %303, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %305 = stablehlo.multiply %304, %241 : tensor<2x4x8xf32>
    %306 = stablehlo.add %297, %305 : tensor<2x4x8xf32>
    %307 = stablehlo.add %306, %305 : tensor<2x4x8xf32>
    %308 = stablehlo.reduce(%307 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %309 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %310 = stablehlo.multiply %308, %309 : tensor<2x4xf32>
    %311 = stablehlo.broadcast_in_dim %310, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %312 = stablehlo.add %307, %311 : tensor<2x4x8xf32>
    %313 = stablehlo.dot_general %312, %234, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<2x8x10xf32>) -> tensor<2x4x10xf32>
    %314 = stablehlo.reshape %313 : (tensor<2x4x10xf32>) -> tensor<2x4x2x5xf32>
    %315 = stablehlo.multiply %187, %314 : tensor<2x4x2x5xf32>
    %316 = stablehlo.reduce(%315 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x4x2x5xf32>, tensor<f32>) -> tensor<2x4x2xf32>
    %317 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %318 = stablehlo.multiply %316, %317 : tensor<2x4x2xf32>
    %319 = stablehlo.multiply %154, %316 : tensor<2x4x2xf32>
    %320 = stablehlo.reduce(%319 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %321 = stablehlo.multiply %171, %320 : tensor<2x4xf32>
    %322 = stablehlo.multiply %167, %314 : tensor<2x4x2x5xf32>
    %323 = stablehlo.reduce(%322 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x4x2x5xf32>, tensor<f32>) -> tensor<2x4x2xf32>
    %324 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %325 = stablehlo.multiply %323, %324 : tensor<2x4x2xf32>
    %326 = stablehlo.multiply %153, %323 : tensor<2x4x2xf32>
    %327 = stablehlo.reduce(%326 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %328 = stablehlo.multiply %171, %327 : tensor<2x4xf32>
    %329 = stablehlo.add %321, %328 : tensor<2x4xf32>
    %330 = stablehlo.broadcast_in_dim %329, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %331 = stablehlo.add %318, %330 : tensor<2x4x2xf32>
    %332 = stablehlo.multiply %142, %331 : tensor<2x4x2xf32>
    %333 = stablehlo.broadcast_in_dim %283, dims = [0, 2] : (tensor<2x2xf32>) -> tensor<2x4x2xf32>
    %334 = stablehlo.add %333, %332 : tensor<2x4x2xf32>
    %335 = stablehlo.broadcast_in_dim %329, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %336 = stablehlo.add %325, %335 : tensor<2x4x2xf32>
    %337 = stablehlo.multiply %124, %336 : tensor<2x4x2xf32>
    %338 = stablehlo.add %334, %337 : tensor<2x4x2xf32>
    %339 = stablehlo.broadcast_in_dim %100, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %340 = stablehlo.multiply %338, %339 : tensor<2x4x2xf32>
    %341 = stablehlo.multiply %97, %338 : tensor<2x4x2xf32>
    %342 = stablehlo.reduce(%341 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %343 = stablehlo.multiply %102, %342 : tensor<2x4xf32>
    %344 = stablehlo.broadcast_in_dim %343, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %345 = stablehlo.add %340, %344 : tensor<2x4x2xf32>
    %346 = stablehlo.multiply %97, %345 : tensor<2x4x2xf32>
    %347 = stablehlo.dot_general %346, %arg14, contracting_dims = [2] x [1] : (tensor<2x4x2xf32>, tensor<8x2xf32>) -> tensor<2x4x8xf32>
    %348 = stablehlo.dot_general %92, %346, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x2xf32>) -> tensor<8x2xf32>
    %349 = stablehlo.dot_general %312, %233, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x8xf32>, tensor<2x4x10xf32>) -> tensor<2x8x10xf32>
    %350 = stablehlo.reshape %349 : (tensor<2x8x10xf32>) -> tensor<2x8x2x5xf32>
    %351 = stablehlo.dot_general %350, %arg16, batching_dims = [2] x [0], contracting_dims = [1] x [2] : (tensor<2x8x2x5xf32>, tensor<2x32x8xf32>) -> tensor<2x2x5x32xf32>
    %352 = stablehlo.multiply %351, %229 : tensor<2x2x5x32xf32> loc("gelu")
    %353 = stablehlo.multiply %200, %351 : tensor<2x2x5x32xf32> loc("gelu")
    %354 = stablehlo.multiply %353, %213 : tensor<2x2x5x32xf32> loc("gelu")
    %355 = stablehlo.multiply %354, %223 : tensor<2x2x5x32xf32> loc("gelu")
    %356 = stablehlo.multiply %219, %354 : tensor<2x2x5x32xf32> loc("gelu")
    %357 = stablehlo.multiply %225, %356 : tensor<2x2x5x32xf32> loc("gelu")
    %358 = stablehlo.add %355, %357 : tensor<2x2x5x32xf32> loc("gelu")
    %359 = stablehlo.multiply %217, %358 : tensor<2x2x5x32xf32> loc("gelu")
    %360 = stablehlo.constant dense<2.0e+0> : tensor<2x2x5x32xf32>
    %361 = stablehlo.multiply %359, %360 : tensor<2x2x5x32xf32> loc("gelu")
    %362 = stablehlo.multiply %361, %213 : tensor<2x2x5x32xf32> loc("gelu")
    %363 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x2x5x32xf32>
    %364 = stablehlo.multiply %362, %363 : tensor<2x2x5x32xf32> loc("gelu")
    %365 = stablehlo.multiply %364, %205 : tensor<2x2x5x32xf32> loc("gelu")
    %366 = stablehlo.multiply %198, %364 : tensor<2x2x5x32xf32> loc("gelu")
    %367 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x2x5x32xf32>
    %368 = stablehlo.multiply %366, %367 : tensor<2x2x5x32xf32> loc("gelu")
    %369 = stablehlo.multiply %368, %198 : tensor<2x2x5x32xf32> loc("gelu")
    %370 = stablehlo.add %365, %369 : tensor<2x2x5x32xf32> loc("gelu")
    %371 = stablehlo.add %370, %369 : tensor<2x2x5x32xf32> loc("gelu")
    %372 = stablehlo.constant dense<5.0e-1> : tensor<2x2x5x32xf32>
    %373 = stablehlo.multiply %352, %372 : tensor<2x2x5x32xf32> loc("gelu")
    %374 = stablehlo.add %371, %373 : tensor<2x2x5x32xf32> loc("gelu")
    %375 = stablehlo.dot_general %374, %arg15, batching_dims = [0] x [0], contracting_dims = [3] x [2] : (tensor<2x2x5x32xf32>, tensor<2x8x32xf32>) -> tensor<2x2x5x8xf32>
    %376 = stablehlo.dot_general %196, %375, batching_dims = [0] x [1], contracting_dims = [2, 3] x [0, 2] : (tensor<2x4x2x5xf32>, tensor<2x2x5x8xf32>) -> tensor<2x4x8xf32>
    %377 = stablehlo.add %347, %376 : tensor<2x4x8xf32>
    %378 = stablehlo.reduce(%377 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %379 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %380 = stablehlo.multiply %377, %379 : tensor<2x4x8xf32>
    %381 = stablehlo.broadcast_in_dim %84, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %382 = stablehlo.multiply %380, %381 : tensor<2x4x8xf32>
    %383 = stablehlo.multiply %73, %380 : tensor<2x4x8xf32>
    %384 = stablehlo.reduce(%383 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %385 = stablehlo.multiply %86, %384 : tensor<2x4xf32>
    %386 = stablehlo.divide %385, %82 : tensor<2x4xf32>
    %387 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %388 = stablehlo.multiply %386, %387 : tensor<2x4xf32>
    %389 = stablehlo.broadcast_in_dim %388, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %390 = stablehlo.multiply %389, %73 : tensor<2x4x8xf32>
    %391 = stablehlo.add %382, %390 : tensor<2x4x8xf32>
    %392 = stablehlo.add %391, %390 : tensor<2x4x8xf32>
    %393 = stablehlo.reduce(%392 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %394 = stablehlo.add %312, %392 : tensor<2x4x8xf32>
    %395 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %396 = stablehlo.multiply %393, %395 : tensor<2x4xf32>
    %397 = stablehlo.broadcast_in_dim %396, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %398 = stablehlo.add %394, %397 : tensor<2x4x8xf32>
    %399 = stablehlo.reduce(%398 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %400 = stablehlo.dot_general %398, %arg10, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %401 = stablehlo.reshape %400 : (tensor<2x4x8xf32>) -> tensor<2x4x2x4xf32>
    %402 = stablehlo.dot_general %401, %39, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x2x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %403 = stablehlo.broadcast_in_dim %57, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %404 = stablehlo.multiply %402, %403 : tensor<2x2x4x4xf32>
    %405 = stablehlo.multiply %54, %402 : tensor<2x2x4x4xf32>
    %406 = stablehlo.reduce(%405 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x2x4x4xf32>, tensor<f32>) -> tensor<2x2x4xf32>
    %407 = stablehlo.multiply %59, %406 : tensor<2x2x4xf32>
    %408 = stablehlo.broadcast_in_dim %407, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %409 = stablehlo.add %404, %408 : tensor<2x2x4x4xf32>
    %410 = stablehlo.multiply %54, %409 : tensor<2x2x4x4xf32>
    %411 = stablehlo.broadcast_in_dim %47, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x2x4x4xi1>
    %412 = stablehlo.constant dense<0.0e+0> : tensor<2x2x4x4xf32>
    %413 = stablehlo.select %411, %410, %412 : tensor<2x2x4x4xi1>, tensor<2x2x4x4xf32>
    %414 = stablehlo.constant dense<5.0e-1> : tensor<2x2x4x4xf32>
    %415 = stablehlo.multiply %413, %414 : tensor<2x2x4x4xf32>
    %416 = stablehlo.dot_general %415, %35, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %417 = stablehlo.transpose %416, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %418 = stablehlo.reshape %417 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %419 = stablehlo.reduce(%418 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %420 = stablehlo.dot_general %418, %arg4, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %421 = stablehlo.dot_general %27, %418, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %422 = stablehlo.dot_general %415, %31, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %423 = stablehlo.transpose %422, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %424 = stablehlo.reshape %423 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %425 = stablehlo.reduce(%424 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %426 = stablehlo.dot_general %424, %arg6, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %427 = stablehlo.add %420, %426 : tensor<2x4x8xf32>
    %428 = stablehlo.dot_general %27, %424, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %429 = stablehlo.dot_general %61, %401, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %430 = stablehlo.transpose %429, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %431 = stablehlo.reshape %430 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %432 = stablehlo.reduce(%431 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %433 = stablehlo.dot_general %431, %arg8, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %434 = stablehlo.add %427, %433 : tensor<2x4x8xf32>
    %435 = stablehlo.reduce(%434 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %436 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %437 = stablehlo.multiply %434, %436 : tensor<2x4x8xf32>
    %438 = stablehlo.broadcast_in_dim %19, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %439 = stablehlo.multiply %437, %438 : tensor<2x4x8xf32>
    %440 = stablehlo.multiply %8, %437 : tensor<2x4x8xf32>
    %441 = stablehlo.reduce(%440 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %442 = stablehlo.multiply %21, %441 : tensor<2x4xf32>
    %443 = stablehlo.divide %442, %17 : tensor<2x4xf32>
    %444 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %445 = stablehlo.multiply %443, %444 : tensor<2x4xf32>
    %446 = stablehlo.broadcast_in_dim %445, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %447 = stablehlo.multiply %446, %8 : tensor<2x4x8xf32>
    %448 = stablehlo.add %439, %447 : tensor<2x4x8xf32>
    %449 = stablehlo.add %448, %447 : tensor<2x4x8xf32>
    %450 = stablehlo.reduce(%449 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %451 = stablehlo.add %398, %449 : tensor<2x4x8xf32>
    %452 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %453 = stablehlo.multiply %450, %452 : tensor<2x4xf32>
    %454 = stablehlo.broadcast_in_dim %453, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %455 = stablehlo.add %451, %454 : tensor<2x4x8xf32>
    %456 = stablehlo.reduce(%455 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %457 = stablehlo.constant dense<0.0e+0> : tensor<64x8xf32>
    %458 = "stablehlo.scatter"(%457, %arg60, %455) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>, tensor<2x4xi32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %459 = stablehlo.multiply %23, %434 : tensor<2x4x8xf32>
    %460 = stablehlo.reduce(%459 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %461 = stablehlo.dot_general %27, %431, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %462 = stablehlo.dot_general %64, %398, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %463 = stablehlo.multiply %88, %377 : tensor<2x4x8xf32>
    %464 = stablehlo.reduce(%463 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %465 = stablehlo.dot_general %92, %196, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x8xf32>, tensor<2x4x2x5xf32>) -> tensor<2x8x2x5xf32>
    %466 = stablehlo.dot_general %465, %374, batching_dims = [2] x [0], contracting_dims = [0, 3] x [1, 2] : (tensor<2x8x2x5xf32>, tensor<2x2x5x32xf32>) -> tensor<2x8x32xf32>
    %467 = stablehlo.dot_general %230, %350, batching_dims = [0] x [2], contracting_dims = [1, 2] x [0, 3] : (tensor<2x2x5x32xf32>, tensor<2x8x2x5xf32>) -> tensor<2x32x8xf32>
    %468 = stablehlo.multiply %256, %292 : tensor<2x4x8xf32>
    %469 = stablehlo.reduce(%468 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %470 = stablehlo.dot_general %291, %260, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x64xf32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %471 = stablehlo.add %458, %470 : tensor<64x8xf32>
    %472 = stablehlo.multiply %471, %471 : tensor<64x8xf32>
    %473 = stablehlo.reduce(%472 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x8xf32>, tensor<f32>) -> tensor<f32>
    %474 = stablehlo.multiply %456, %456 : tensor<4x8xf32>
    %475 = stablehlo.reduce(%474 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %476 = stablehlo.multiply %460, %460 : tensor<8xf32>
    %477 = stablehlo.reduce(%476 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %478 = stablehlo.multiply %435, %435 : tensor<8xf32>
    %479 = stablehlo.reduce(%478 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %480 = stablehlo.multiply %421, %421 : tensor<8x8xf32>
    %481 = stablehlo.reduce(%480 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %482 = stablehlo.multiply %419, %419 : tensor<8xf32>
    %483 = stablehlo.reduce(%482 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %484 = stablehlo.multiply %428, %428 : tensor<8x8xf32>
    %485 = stablehlo.reduce(%484 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %486 = stablehlo.multiply %425, %425 : tensor<8xf32>
    %487 = stablehlo.reduce(%486 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %488 = stablehlo.multiply %461, %461 : tensor<8x8xf32>
    %489 = stablehlo.reduce(%488 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %490 = stablehlo.multiply %432, %432 : tensor<8xf32>
    %491 = stablehlo.reduce(%490 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %492 = stablehlo.multiply %462, %462 : tensor<8x8xf32>
    %493 = stablehlo.reduce(%492 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %494 = stablehlo.multiply %399, %399 : tensor<8xf32>
    %495 = stablehlo.reduce(%494 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %496 = stablehlo.multiply %464, %464 : tensor<8xf32>
    %497 = stablehlo.reduce(%496 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %498 = stablehlo.multiply %378, %378 : tensor<8xf32>
    %499 = stablehlo.reduce(%498 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %500 = stablehlo.multiply %348, %348 : tensor<8x2xf32>
    %501 = stablehlo.reduce(%500 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x2xf32>, tensor<f32>) -> tensor<f32>
    %502 = stablehlo.multiply %466, %466 : tensor<2x8x32xf32>
    %503 = stablehlo.reduce(%502 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x8x32xf32>, tensor<f32>) -> tensor<f32>
    %504 = stablehlo.multiply %467, %467 : tensor<2x32x8xf32>
    %505 = stablehlo.reduce(%504 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x32x8xf32>, tensor<f32>) -> tensor<f32>
    %506 = stablehlo.multiply %469, %469 : tensor<8xf32>
    %507 = stablehlo.reduce(%506 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %508 = stablehlo.multiply %293, %293 : tensor<8xf32>
    %509 = stablehlo.reduce(%508 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %510 = stablehlo.add %473, %475 : tensor<f32>
    %511 = stablehlo.add %510, %477 : tensor<f32>
    %512 = stablehlo.add %511, %479 : tensor<f32>
    %513 = stablehlo.add %512, %481 : tensor<f32>
    %514 = stablehlo.add %513, %483 : tensor<f32>
    %515 = stablehlo.add %514, %485 : tensor<f32>
    %516 = stablehlo.add %515, %487 : tensor<f32>
    %517 = stablehlo.add %516, %489 : tensor<f32>
    %518 = stablehlo.add %517, %491 : tensor<f32>
    %519 = stablehlo.add %518, %493 : tensor<f32>
    %520 = stablehlo.add %519, %495 : tensor<f32>
    %521 = stablehlo.add %520, %497 : tensor<f32>
    %522 = stablehlo.add %521, %499 : tensor<f32>
    %523 = stablehlo.add %522, %501 : tensor<f32>
    %524 = stablehlo.add %523, %503 : tensor<f32>
    %525 = stablehlo.add %524, %505 : tensor<f32>
    %526 = stablehlo.add %525, %507 : tensor<f32>
    %527 = stablehlo.add %526, %509 : tensor<f32>
    %528 = stablehlo.sqrt %527 : tensor<f32>
    %529 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %530 = stablehlo.divide %529, %528 : tensor<f32>
    %531 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %532 = stablehlo.minimum %530, %531 : tensor<f32>
    %533 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %534 = stablehlo.multiply %471, %533 : tensor<64x8xf32>
    %535 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %536 = stablehlo.multiply %456, %535 : tensor<4x8xf32>
    %537 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %538 = stablehlo.multiply %460, %537 : tensor<8xf32>
    %539 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %540 = stablehlo.multiply %435, %539 : tensor<8xf32>
    %541 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %542 = stablehlo.multiply %421, %541 : tensor<8x8xf32>
    %543 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %544 = stablehlo.multiply %419, %543 : tensor<8xf32>
    %545 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %546 = stablehlo.multiply %428, %545 : tensor<8x8xf32>
    %547 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %548 = stablehlo.multiply %425, %547 : tensor<8xf32>
    %549 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %550 = stablehlo.multiply %461, %549 : tensor<8x8xf32>
    %551 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %552 = stablehlo.multiply %432, %551 : tensor<8xf32>
    %553 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %554 = stablehlo.multiply %462, %553 : tensor<8x8xf32>
    %555 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %556 = stablehlo.multiply %399, %555 : tensor<8xf32>
    %557 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %558 = stablehlo.multiply %464, %557 : tensor<8xf32>
    %559 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %560 = stablehlo.multiply %378, %559 : tensor<8xf32>
    %561 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %562 = stablehlo.multiply %348, %561 : tensor<8x2xf32>
    %563 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %564 = stablehlo.multiply %466, %563 : tensor<2x8x32xf32>
    %565 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %566 = stablehlo.multiply %467, %565 : tensor<2x32x8xf32>
    %567 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %568 = stablehlo.multiply %469, %567 : tensor<8xf32>
    %569 = stablehlo.broadcast_in_dim %532, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %570 = stablehlo.multiply %293, %569 : tensor<8xf32>
    %571 = stablehlo.constant dense<8.999999761581421e-1> : tensor<64x8xf32>
    %572 = stablehlo.multiply %arg19, %571 : tensor<64x8xf32>
    %573 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<64x8xf32>
    %574 = stablehlo.multiply %534, %573 : tensor<64x8xf32>
    %575 = stablehlo.add %572, %574 : tensor<64x8xf32>
    %576 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %577 = stablehlo.multiply %arg20, %576 : tensor<4x8xf32>
    %578 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %579 = stablehlo.multiply %536, %578 : tensor<4x8xf32>
    %580 = stablehlo.add %577, %579 : tensor<4x8xf32>
    %581 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %582 = stablehlo.multiply %arg21, %581 : tensor<8xf32>
    %583 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %584 = stablehlo.multiply %538, %583 : tensor<8xf32>
    %585 = stablehlo.add %582, %584 : tensor<8xf32>
    %586 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %587 = stablehlo.multiply %arg22, %586 : tensor<8xf32>
    %588 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %589 = stablehlo.multiply %540, %588 : tensor<8xf32>
    %590 = stablehlo.add %587, %589 : tensor<8xf32>
    %591 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %592 = stablehlo.multiply %arg23, %591 : tensor<8x8xf32>
    %593 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %594 = stablehlo.multiply %542, %593 : tensor<8x8xf32>
    %595 = stablehlo.add %592, %594 : tensor<8x8xf32>
    %596 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %597 = stablehlo.multiply %arg24, %596 : tensor<8xf32>
    %598 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %599 = stablehlo.multiply %544, %598 : tensor<8xf32>
    %600 = stablehlo.add %597, %599 : tensor<8xf32>
    %601 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %602 = stablehlo.multiply %arg25, %601 : tensor<8x8xf32>
    %603 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %604 = stablehlo.multiply %546, %603 : tensor<8x8xf32>
    %605 = stablehlo.add %602, %604 : tensor<8x8xf32>
    %606 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %607 = stablehlo.multiply %arg26, %606 : tensor<8xf32>
    %608 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %609 = stablehlo.multiply %548, %608 : tensor<8xf32>
    %610 = stablehlo.add %607, %609 : tensor<8xf32>
    %611 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %612 = stablehlo.multiply %arg27, %611 : tensor<8x8xf32>
    %613 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %614 = stablehlo.multiply %550, %613 : tensor<8x8xf32>
    %615 = stablehlo.add %612, %614 : tensor<8x8xf32>
    %616 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %617 = stablehlo.multiply %arg28, %616 : tensor<8xf32>
    %618 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %619 = stablehlo.multiply %552, %618 : tensor<8xf32>
    %620 = stablehlo.add %617, %619 : tensor<8xf32>
    %621 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %622 = stablehlo.multiply %arg29, %621 : tensor<8x8xf32>
    %623 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %624 = stablehlo.multiply %554, %623 : tensor<8x8xf32>
    %625 = stablehlo.add %622, %624 : tensor<8x8xf32>
    %626 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %627 = stablehlo.multiply %arg30, %626 : tensor<8xf32>
    %628 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %629 = stablehlo.multiply %556, %628 : tensor<8xf32>
    %630 = stablehlo.add %627, %629 : tensor<8xf32>
    %631 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %632 = stablehlo.multiply %arg31, %631 : tensor<8xf32>
    %633 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %634 = stablehlo.multiply %558, %633 : tensor<8xf32>
    %635 = stablehlo.add %632, %634 : tensor<8xf32>
    %636 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %637 = stablehlo.multiply %arg32, %636 : tensor<8xf32>
    %638 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %639 = stablehlo.multiply %560, %638 : tensor<8xf32>
    %640 = stablehlo.add %637, %639 : tensor<8xf32>
    %641 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x2xf32>
    %642 = stablehlo.multiply %arg33, %641 : tensor<8x2xf32>
    %643 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x2xf32>
    %644 = stablehlo.multiply %562, %643 : tensor<8x2xf32>
    %645 = stablehlo.add %642, %644 : tensor<8x2xf32>
    %646 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x8x32xf32>
    %647 = stablehlo.multiply %arg34, %646 : tensor<2x8x32xf32>
    %648 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<2x8x32xf32>
    %649 = stablehlo.multiply %564, %648 : tensor<2x8x32xf32>
    %650 = stablehlo.add %647, %649 : tensor<2x8x32xf32>
    %651 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x32x8xf32>
    %652 = stablehlo.multiply %arg35, %651 : tensor<2x32x8xf32>
    %653 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<2x32x8xf32>
    %654 = stablehlo.multiply %566, %653 : tensor<2x32x8xf32>
    %655 = stablehlo.add %652, %654 : tensor<2x32x8xf32>
    %656 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %657 = stablehlo.multiply %arg36, %656 : tensor<8xf32>
    %658 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %659 = stablehlo.multiply %568, %658 : tensor<8xf32>
    %660 = stablehlo.add %657, %659 : tensor<8xf32>
    %661 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %662 = stablehlo.multiply %arg37, %661 : tensor<8xf32>
    %663 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %664 = stablehlo.multiply %570, %663 : tensor<8xf32>
    %665 = stablehlo.add %662, %664 : tensor<8xf32>
    %666 = stablehlo.multiply %534, %534 : tensor<64x8xf32>
    %667 = stablehlo.constant dense<9.990000128746033e-1> : tensor<64x8xf32>
    %668 = stablehlo.multiply %arg38, %667 : tensor<64x8xf32>
    %669 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<64x8xf32>
    %670 = stablehlo.multiply %666, %669 : tensor<64x8xf32>
    %671 = stablehlo.add %668, %670 : tensor<64x8xf32>
    %672 = stablehlo.multiply %536, %536 : tensor<4x8xf32>
    %673 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %674 = stablehlo.multiply %arg39, %673 : tensor<4x8xf32>
    %675 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %676 = stablehlo.multiply %672, %675 : tensor<4x8xf32>
    %677 = stablehlo.add %674, %676 : tensor<4x8xf32>
    %678 = stablehlo.multiply %538, %538 : tensor<8xf32>
    %679 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %680 = stablehlo.multiply %arg40, %679 : tensor<8xf32>
    %681 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %682 = stablehlo.multiply %678, %681 : tensor<8xf32>
    %683 = stablehlo.add %680, %682 : tensor<8xf32>
    %684 = stablehlo.multiply %540, %540 : tensor<8xf32>
    %685 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %686 = stablehlo.multiply %arg41, %685 : tensor<8xf32>
    %687 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %688 = stablehlo.multiply %684, %687 : tensor<8xf32>
    %689 = stablehlo.add %686, %688 : tensor<8xf32>
    %690 = stablehlo.multiply %542, %542 : tensor<8x8xf32>
    %691 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %692 = stablehlo.multiply %arg42, %691 : tensor<8x8xf32>
    %693 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %694 = stablehlo.multiply %690, %693 : tensor<8x8xf32>
    %695 = stablehlo.add %692, %694 : tensor<8x8xf32>
    %696 = stablehlo.multiply %544, %544 : tensor<8xf32>
    %697 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %698 = stablehlo.multiply %arg43, %697 : tensor<8xf32>
    %699 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %700 = stablehlo.multiply %696, %699 : tensor<8xf32>
    %701 = stablehlo.add %698, %700 : tensor<8xf32>
    %702 = stablehlo.multiply %546, %546 : tensor<8x8xf32>
    %703 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %704 = stablehlo.multiply %arg44, %703 : tensor<8x8xf32>
    %705 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %706 = stablehlo.multiply %702, %705 : tensor<8x8xf32>
    %707 = stablehlo.add %704, %706 : tensor<8x8xf32>
    %708 = stablehlo.multiply %548, %548 : tensor<8xf32>
    %709 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %710 = stablehlo.multiply %arg45, %709 : tensor<8xf32>
    %711 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %712 = stablehlo.multiply %708, %711 : tensor<8xf32>
    %713 = stablehlo.add %710, %712 : tensor<8xf32>
    %714 = stablehlo.multiply %550, %550 : tensor<8x8xf32>
    %715 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %716 = stablehlo.multiply %arg46, %715 : tensor<8x8xf32>
    %717 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %718 = stablehlo.multiply %714, %717 : tensor<8x8xf32>
    %719 = stablehlo.add %716, %718 : tensor<8x8xf32>
    %720 = stablehlo.multiply %552, %552 : tensor<8xf32>
    %721 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %722 = stablehlo.multiply %arg47, %721 : tensor<8xf32>
    %723 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %724 = stablehlo.multiply %720, %723 : tensor<8xf32>
    %725 = stablehlo.add %722, %724 : tensor<8xf32>
    %726 = stablehlo.multiply %554, %554 : tensor<8x8xf32>
    %727 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %728 = stablehlo.multiply %arg48, %727 : tensor<8x8xf32>
    %729 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %730 = stablehlo.multiply %726, %729 : tensor<8x8xf32>
    %731 = stablehlo.add %728, %730 : tensor<8x8xf32>
    %732 = stablehlo.multiply %556, %556 : tensor<8xf32>
    %733 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %734 = stablehlo.multiply %arg49, %733 : tensor<8xf32>
    %735 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %736 = stablehlo.multiply %732, %735 : tensor<8xf32>
    %737 = stablehlo.add %734, %736 : tensor<8xf32>
    %738 = stablehlo.multiply %558, %558 : tensor<8xf32>
    %739 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %740 = stablehlo.multiply %arg50, %739 : tensor<8xf32>
    %741 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %742 = stablehlo.multiply %738, %741 : tensor<8xf32>
    %743 = stablehlo.add %740, %742 : tensor<8xf32>
    %744 = stablehlo.multiply %560, %560 : tensor<8xf32>
    %745 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %746 = stablehlo.multiply %arg51, %745 : tensor<8xf32>
    %747 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %748 = stablehlo.multiply %744, %747 : tensor<8xf32>
    %749 = stablehlo.add %746, %748 : tensor<8xf32>
    %750 = stablehlo.multiply %562, %562 : tensor<8x2xf32>
    %751 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x2xf32>
    %752 = stablehlo.multiply %arg52, %751 : tensor<8x2xf32>
    %753 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x2xf32>
    %754 = stablehlo.multiply %750, %753 : tensor<8x2xf32>
    %755 = stablehlo.add %752, %754 : tensor<8x2xf32>
    %756 = stablehlo.multiply %564, %564 : tensor<2x8x32xf32>
    %757 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x8x32xf32>
    %758 = stablehlo.multiply %arg53, %757 : tensor<2x8x32xf32>
    %759 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<2x8x32xf32>
    %760 = stablehlo.multiply %756, %759 : tensor<2x8x32xf32>
    %761 = stablehlo.add %758, %760 : tensor<2x8x32xf32>
    %762 = stablehlo.multiply %566, %566 : tensor<2x32x8xf32>
    %763 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x32x8xf32>
    %764 = stablehlo.multiply %arg54, %763 : tensor<2x32x8xf32>
    %765 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<2x32x8xf32>
    %766 = stablehlo.multiply %762, %765 : tensor<2x32x8xf32>
    %767 = stablehlo.add %764, %766 : tensor<2x32x8xf32>
    %768 = stablehlo.multiply %568, %568 : tensor<8xf32>
    %769 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %770 = stablehlo.multiply %arg55, %769 : tensor<8xf32>
    %771 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %772 = stablehlo.multiply %768, %771 : tensor<8xf32>
    %773 = stablehlo.add %770, %772 : tensor<8xf32>
    %774 = stablehlo.multiply %570, %570 : tensor<8xf32>
    %775 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %776 = stablehlo.multiply %arg56, %775 : tensor<8xf32>
    %777 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %778 = stablehlo.multiply %774, %777 : tensor<8xf32>
    %779 = stablehlo.add %776, %778 : tensor<8xf32>
    %780 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %781 = stablehlo.multiply %arg57, %780 : tensor<f32>
    %782 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %783 = stablehlo.add %781, %782 : tensor<f32>
    %784 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %785 = stablehlo.multiply %arg58, %784 : tensor<f32>
    %786 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %787 = stablehlo.add %785, %786 : tensor<f32>
    %788 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %789 = stablehlo.divide %788, %783 : tensor<f32>
    %790 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %791 = stablehlo.divide %790, %787 : tensor<f32>
    %792 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %793 = stablehlo.multiply %575, %792 : tensor<64x8xf32>
    %794 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %795 = stablehlo.multiply %671, %794 : tensor<64x8xf32>
    %796 = stablehlo.sqrt %795 : tensor<64x8xf32>
    %797 = stablehlo.constant dense<9.99999993922529e-9> : tensor<64x8xf32>
    %798 = stablehlo.add %796, %797 : tensor<64x8xf32>
    %799 = stablehlo.divide %793, %798 : tensor<64x8xf32>
    %800 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %801 = stablehlo.multiply %580, %800 : tensor<4x8xf32>
    %802 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %803 = stablehlo.multiply %677, %802 : tensor<4x8xf32>
    %804 = stablehlo.sqrt %803 : tensor<4x8xf32>
    %805 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %806 = stablehlo.add %804, %805 : tensor<4x8xf32>
    %807 = stablehlo.divide %801, %806 : tensor<4x8xf32>
    %808 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %809 = stablehlo.multiply %585, %808 : tensor<8xf32>
    %810 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %811 = stablehlo.multiply %683, %810 : tensor<8xf32>
    %812 = stablehlo.sqrt %811 : tensor<8xf32>
    %813 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %814 = stablehlo.add %812, %813 : tensor<8xf32>
    %815 = stablehlo.divide %809, %814 : tensor<8xf32>
    %816 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %817 = stablehlo.multiply %590, %816 : tensor<8xf32>
    %818 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %819 = stablehlo.multiply %689, %818 : tensor<8xf32>
    %820 = stablehlo.sqrt %819 : tensor<8xf32>
    %821 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %822 = stablehlo.add %820, %821 : tensor<8xf32>
    %823 = stablehlo.divide %817, %822 : tensor<8xf32>
    %824 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %825 = stablehlo.multiply %595, %824 : tensor<8x8xf32>
    %826 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %827 = stablehlo.multiply %695, %826 : tensor<8x8xf32>
    %828 = stablehlo.sqrt %827 : tensor<8x8xf32>
    %829 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %830 = stablehlo.add %828, %829 : tensor<8x8xf32>
    %831 = stablehlo.divide %825, %830 : tensor<8x8xf32>
    %832 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %833 = stablehlo.multiply %600, %832 : tensor<8xf32>
    %834 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %835 = stablehlo.multiply %701, %834 : tensor<8xf32>
    %836 = stablehlo.sqrt %835 : tensor<8xf32>
    %837 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %838 = stablehlo.add %836, %837 : tensor<8xf32>
    %839 = stablehlo.divide %833, %838 : tensor<8xf32>
    %840 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %841 = stablehlo.multiply %605, %840 : tensor<8x8xf32>
    %842 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %843 = stablehlo.multiply %707, %842 : tensor<8x8xf32>
    %844 = stablehlo.sqrt %843 : tensor<8x8xf32>
    %845 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %846 = stablehlo.add %844, %845 : tensor<8x8xf32>
    %847 = stablehlo.divide %841, %846 : tensor<8x8xf32>
    %848 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %849 = stablehlo.multiply %610, %848 : tensor<8xf32>
    %850 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %851 = stablehlo.multiply %713, %850 : tensor<8xf32>
    %852 = stablehlo.sqrt %851 : tensor<8xf32>
    %853 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %854 = stablehlo.add %852, %853 : tensor<8xf32>
    %855 = stablehlo.divide %849, %854 : tensor<8xf32>
    %856 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %857 = stablehlo.multiply %615, %856 : tensor<8x8xf32>
    %858 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %859 = stablehlo.multiply %719, %858 : tensor<8x8xf32>
    %860 = stablehlo.sqrt %859 : tensor<8x8xf32>
    %861 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %862 = stablehlo.add %860, %861 : tensor<8x8xf32>
    %863 = stablehlo.divide %857, %862 : tensor<8x8xf32>
    %864 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %865 = stablehlo.multiply %620, %864 : tensor<8xf32>
    %866 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %867 = stablehlo.multiply %725, %866 : tensor<8xf32>
    %868 = stablehlo.sqrt %867 : tensor<8xf32>
    %869 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %870 = stablehlo.add %868, %869 : tensor<8xf32>
    %871 = stablehlo.divide %865, %870 : tensor<8xf32>
    %872 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %873 = stablehlo.multiply %625, %872 : tensor<8x8xf32>
    %874 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %875 = stablehlo.multiply %731, %874 : tensor<8x8xf32>
    %876 = stablehlo.sqrt %875 : tensor<8x8xf32>
    %877 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %878 = stablehlo.add %876, %877 : tensor<8x8xf32>
    %879 = stablehlo.divide %873, %878 : tensor<8x8xf32>
    %880 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %881 = stablehlo.multiply %630, %880 : tensor<8xf32>
    %882 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %883 = stablehlo.multiply %737, %882 : tensor<8xf32>
    %884 = stablehlo.sqrt %883 : tensor<8xf32>
    %885 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %886 = stablehlo.add %884, %885 : tensor<8xf32>
    %887 = stablehlo.divide %881, %886 : tensor<8xf32>
    %888 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %889 = stablehlo.multiply %635, %888 : tensor<8xf32>
    %890 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %891 = stablehlo.multiply %743, %890 : tensor<8xf32>
    %892 = stablehlo.sqrt %891 : tensor<8xf32>
    %893 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %894 = stablehlo.add %892, %893 : tensor<8xf32>
    %895 = stablehlo.divide %889, %894 : tensor<8xf32>
    %896 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %897 = stablehlo.multiply %640, %896 : tensor<8xf32>
    %898 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %899 = stablehlo.multiply %749, %898 : tensor<8xf32>
    %900 = stablehlo.sqrt %899 : tensor<8xf32>
    %901 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %902 = stablehlo.add %900, %901 : tensor<8xf32>
    %903 = stablehlo.divide %897, %902 : tensor<8xf32>
    %904 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %905 = stablehlo.multiply %645, %904 : tensor<8x2xf32>
    %906 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %907 = stablehlo.multiply %755, %906 : tensor<8x2xf32>
    %908 = stablehlo.sqrt %907 : tensor<8x2xf32>
    %909 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x2xf32>
    %910 = stablehlo.add %908, %909 : tensor<8x2xf32>
    %911 = stablehlo.divide %905, %910 : tensor<8x2xf32>
    %912 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %913 = stablehlo.multiply %650, %912 : tensor<2x8x32xf32>
    %914 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %915 = stablehlo.multiply %761, %914 : tensor<2x8x32xf32>
    %916 = stablehlo.sqrt %915 : tensor<2x8x32xf32>
    %917 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x8x32xf32>
    %918 = stablehlo.add %916, %917 : tensor<2x8x32xf32>
    %919 = stablehlo.divide %913, %918 : tensor<2x8x32xf32>
    %920 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %921 = stablehlo.multiply %655, %920 : tensor<2x32x8xf32>
    %922 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %923 = stablehlo.multiply %767, %922 : tensor<2x32x8xf32>
    %924 = stablehlo.sqrt %923 : tensor<2x32x8xf32>
    %925 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x32x8xf32>
    %926 = stablehlo.add %924, %925 : tensor<2x32x8xf32>
    %927 = stablehlo.divide %921, %926 : tensor<2x32x8xf32>
    %928 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %929 = stablehlo.multiply %660, %928 : tensor<8xf32>
    %930 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %931 = stablehlo.multiply %773, %930 : tensor<8xf32>
    %932 = stablehlo.sqrt %931 : tensor<8xf32>
    %933 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %934 = stablehlo.add %932, %933 : tensor<8xf32>
    %935 = stablehlo.divide %929, %934 : tensor<8xf32>
    %936 = stablehlo.broadcast_in_dim %789, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %937 = stablehlo.multiply %665, %936 : tensor<8xf32>
    %938 = stablehlo.broadcast_in_dim %791, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %939 = stablehlo.multiply %779, %938 : tensor<8xf32>
    %940 = stablehlo.sqrt %939 : tensor<8xf32>
    %941 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %942 = stablehlo.add %940, %941 : tensor<8xf32>
    %943 = stablehlo.divide %937, %942 : tensor<8xf32>
    %944 = stablehlo.constant dense<9.999999776482582e-3> : tensor<64x8xf32>
    %945 = stablehlo.multiply %arg0, %944 : tensor<64x8xf32>
    %946 = stablehlo.add %799, %945 : tensor<64x8xf32>
    %947 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %948 = stablehlo.multiply %arg1, %947 : tensor<4x8xf32>
    %949 = stablehlo.add %807, %948 : tensor<4x8xf32>
    %950 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %951 = stablehlo.multiply %arg2, %950 : tensor<8xf32>
    %952 = stablehlo.add %815, %951 : tensor<8xf32>
    %953 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %954 = stablehlo.multiply %arg3, %953 : tensor<8xf32>
    %955 = stablehlo.add %823, %954 : tensor<8xf32>
    %956 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %957 = stablehlo.multiply %arg4, %956 : tensor<8x8xf32>
    %958 = stablehlo.add %831, %957 : tensor<8x8xf32>
    %959 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %960 = stablehlo.multiply %arg5, %959 : tensor<8xf32>
    %961 = stablehlo.add %839, %960 : tensor<8xf32>
    %962 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %963 = stablehlo.multiply %arg6, %962 : tensor<8x8xf32>
    %964 = stablehlo.add %847, %963 : tensor<8x8xf32>
    %965 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %966 = stablehlo.multiply %arg7, %965 : tensor<8xf32>
    %967 = stablehlo.add %855, %966 : tensor<8xf32>
    %968 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %969 = stablehlo.multiply %arg8, %968 : tensor<8x8xf32>
    %970 = stablehlo.add %863, %969 : tensor<8x8xf32>
    %971 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %972 = stablehlo.multiply %arg9, %971 : tensor<8xf32>
    %973 = stablehlo.add %871, %972 : tensor<8xf32>
    %974 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %975 = stablehlo.multiply %arg10, %974 : tensor<8x8xf32>
    %976 = stablehlo.add %879, %975 : tensor<8x8xf32>
    %977 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %978 = stablehlo.multiply %arg11, %977 : tensor<8xf32>
    %979 = stablehlo.add %887, %978 : tensor<8xf32>
    %980 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %981 = stablehlo.multiply %arg12, %980 : tensor<8xf32>
    %982 = stablehlo.add %895, %981 : tensor<8xf32>
    %983 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %984 = stablehlo.multiply %arg13, %983 : tensor<8xf32>
    %985 = stablehlo.add %903, %984 : tensor<8xf32>
    %986 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x2xf32>
    %987 = stablehlo.multiply %arg14, %986 : tensor<8x2xf32>
    %988 = stablehlo.add %911, %987 : tensor<8x2xf32>
    %989 = stablehlo.constant dense<9.999999776482582e-3> : tensor<2x8x32xf32>
    %990 = stablehlo.multiply %arg15, %989 : tensor<2x8x32xf32>
    %991 = stablehlo.add %919, %990 : tensor<2x8x32xf32>
    %992 = stablehlo.constant dense<9.999999776482582e-3> : tensor<2x32x8xf32>
    %993 = stablehlo.multiply %arg16, %992 : tensor<2x32x8xf32>
    %994 = stablehlo.add %927, %993 : tensor<2x32x8xf32>
    %995 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %996 = stablehlo.multiply %arg17, %995 : tensor<8xf32>
    %997 = stablehlo.add %935, %996 : tensor<8xf32>
    %998 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %999 = stablehlo.multiply %arg18, %998 : tensor<8xf32>
    %1000 = stablehlo.add %943, %999 : tensor<8xf32>
    %1001 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<64x8xf32>
    %1002 = stablehlo.multiply %946, %1001 : tensor<64x8xf32>
    %1003 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %1004 = stablehlo.multiply %949, %1003 : tensor<4x8xf32>
    %1005 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1006 = stablehlo.multiply %952, %1005 : tensor<8xf32>
    %1007 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1008 = stablehlo.multiply %955, %1007 : tensor<8xf32>
    %1009 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %1010 = stablehlo.multiply %958, %1009 : tensor<8x8xf32>
    %1011 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1012 = stablehlo.multiply %961, %1011 : tensor<8xf32>
    %1013 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %1014 = stablehlo.multiply %964, %1013 : tensor<8x8xf32>
    %1015 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1016 = stablehlo.multiply %967, %1015 : tensor<8xf32>
    %1017 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %1018 = stablehlo.multiply %970, %1017 : tensor<8x8xf32>
    %1019 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1020 = stablehlo.multiply %973, %1019 : tensor<8xf32>
    %1021 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %1022 = stablehlo.multiply %976, %1021 : tensor<8x8xf32>
    %1023 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1024 = stablehlo.multiply %979, %1023 : tensor<8xf32>
    %1025 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1026 = stablehlo.multiply %982, %1025 : tensor<8xf32>
    %1027 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1028 = stablehlo.multiply %985, %1027 : tensor<8xf32>
    %1029 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x2xf32>
    %1030 = stablehlo.multiply %988, %1029 : tensor<8x2xf32>
    %1031 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<2x8x32xf32>
    %1032 = stablehlo.multiply %991, %1031 : tensor<2x8x32xf32>
    %1033 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<2x32x8xf32>
    %1034 = stablehlo.multiply %994, %1033 : tensor<2x32x8xf32>
    %1035 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1036 = stablehlo.multiply %997, %1035 : tensor<8xf32>
    %1037 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1038 = stablehlo.multiply %1000, %1037 : tensor<8xf32>
    %1039 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %1040 = stablehlo.add %arg59, %1039 : tensor<f32>
    %1041 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %1042 = stablehlo.minimum %1040, %1041 : tensor<f32>
    %1043 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %1044 = stablehlo.multiply %1002, %1043 : tensor<64x8xf32>
    %1045 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %1046 = stablehlo.multiply %1004, %1045 : tensor<4x8xf32>
    %1047 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1048 = stablehlo.multiply %1006, %1047 : tensor<8xf32>
    %1049 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1050 = stablehlo.multiply %1008, %1049 : tensor<8xf32>
    %1051 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %1052 = stablehlo.multiply %1010, %1051 : tensor<8x8xf32>
    %1053 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1054 = stablehlo.multiply %1012, %1053 : tensor<8xf32>
    %1055 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %1056 = stablehlo.multiply %1014, %1055 : tensor<8x8xf32>
    %1057 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1058 = stablehlo.multiply %1016, %1057 : tensor<8xf32>
    %1059 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %1060 = stablehlo.multiply %1018, %1059 : tensor<8x8xf32>
    %1061 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1062 = stablehlo.multiply %1020, %1061 : tensor<8xf32>
    %1063 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %1064 = stablehlo.multiply %1022, %1063 : tensor<8x8xf32>
    %1065 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1066 = stablehlo.multiply %1024, %1065 : tensor<8xf32>
    %1067 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1068 = stablehlo.multiply %1026, %1067 : tensor<8xf32>
    %1069 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1070 = stablehlo.multiply %1028, %1069 : tensor<8xf32>
    %1071 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %1072 = stablehlo.multiply %1030, %1071 : tensor<8x2xf32>
    %1073 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %1074 = stablehlo.multiply %1032, %1073 : tensor<2x8x32xf32>
    %1075 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %1076 = stablehlo.multiply %1034, %1075 : tensor<2x32x8xf32>
    %1077 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1078 = stablehlo.multiply %1036, %1077 : tensor<8xf32>
    %1079 = stablehlo.broadcast_in_dim %1042, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1080 = stablehlo.multiply %1038, %1079 : tensor<8xf32>
    %1081 = stablehlo.add %arg0, %1044 : tensor<64x8xf32>
    %1082 = stablehlo.add %arg1, %1046 : tensor<4x8xf32>
    %1083 = stablehlo.add %arg2, %1048 : tensor<8xf32>
    %1084 = stablehlo.add %arg3, %1050 : tensor<8xf32>
    %1085 = stablehlo.add %arg4, %1052 : tensor<8x8xf32>
    %1086 = stablehlo.add %arg5, %1054 : tensor<8xf32>
    %1087 = stablehlo.add %arg6, %1056 : tensor<8x8xf32>
    %1088 = stablehlo.add %arg7, %1058 : tensor<8xf32>
    %1089 = stablehlo.add %arg8, %1060 : tensor<8x8xf32>
    %1090 = stablehlo.add %arg9, %1062 : tensor<8xf32>
    %1091 = stablehlo.add %arg10, %1064 : tensor<8x8xf32>
    %1092 = stablehlo.add %arg11, %1066 : tensor<8xf32>
    %1093 = stablehlo.add %arg12, %1068 : tensor<8xf32>
    %1094 = stablehlo.add %arg13, %1070 : tensor<8xf32>
    %1095 = stablehlo.add %arg14, %1072 : tensor<8x2xf32>
    %1096 = stablehlo.add %arg15, %1074 : tensor<2x8x32xf32>
    %1097 = stablehlo.add %arg16, %1076 : tensor<2x32x8xf32>
    %1098 = stablehlo.add %arg17, %1078 : tensor<8xf32>
    %1099 = stablehlo.add %arg18, %1080 : tensor<8xf32>
    return %1081, %1082, %1083, %1084, %1085, %1086, %1087, %1088, %1089, %1090, %1091, %1092, %1093, %1094, %1095, %1096, %1097, %1098, %1099, %575, %580, %585, %590, %595, %600, %605, %610, %615, %620, %625, %630, %635, %640, %645, %650, %655, %660, %665, %671, %677, %683, %689, %695, %701, %707, %713, %719, %725, %731, %737, %743, %749, %755, %761, %767, %773, %779, %783, %787, %1042, %281 : tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
