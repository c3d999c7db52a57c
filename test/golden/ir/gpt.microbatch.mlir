module @trainStep {
  func.func public @main(%arg0: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x8xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<8xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x8xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<8xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x8xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<8xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<8x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x32xf32> loc("state.params.blocks[0].feedForward.up.w"), %arg15: tensor<32xf32> loc("state.params.blocks[0].feedForward.up.b"), %arg16: tensor<32x8xf32> loc("state.params.blocks[0].feedForward.down.w"), %arg17: tensor<8xf32> loc("state.params.blocks[0].feedForward.down.b"), %arg18: tensor<8xf32> loc("state.params.norm.scale"), %arg19: tensor<8xf32> loc("state.params.norm.bias"), %arg20: tensor<64x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg21: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg23: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg24: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg25: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg26: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg27: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg28: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg29: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg30: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg32: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg33: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg34: tensor<8x32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.w"), %arg35: tensor<32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.b"), %arg36: tensor<32x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.w"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.b"), %arg38: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg39: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg40: tensor<64x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg41: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg42: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg43: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg44: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg45: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg46: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg47: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg48: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg49: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg50: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg51: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg52: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg53: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg54: tensor<8x32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.w"), %arg55: tensor<32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.b"), %arg56: tensor<32x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.w"), %arg57: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.b"), %arg58: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg59: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg60: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg61: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg62: tensor<f32> loc("state.optimizer[2].share"), %arg63: tensor<2x4xi32> loc("tokens"), %arg64: tensor<2x4xi32> loc("targets")) -> (tensor<64x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = "stablehlo.gather"(%arg0, %arg63) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<64x8xf32>, tensor<2x4xi32>) -> tensor<2x4x8xf32>
    %1 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<4x8xf32>) -> tensor<2x4x8xf32>
    %2 = stablehlo.add %0, %1 : tensor<2x4x8xf32>
    %3 = stablehlo.reduce(%2 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %4 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %5 = stablehlo.multiply %3, %4 : tensor<2x4xf32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %7 = stablehlo.subtract %2, %6 : tensor<2x4x8xf32>
    %8 = stablehlo.multiply %7, %7 : tensor<2x4x8xf32>
    %9 = stablehlo.reduce(%8 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %10 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %11 = stablehlo.multiply %9, %10 : tensor<2x4xf32>
    %12 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %13 = stablehlo.add %11, %12 : tensor<2x4xf32>
    %14 = stablehlo.sqrt %13 : tensor<2x4xf32>
    %15 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %16 = stablehlo.multiply %14, %15 : tensor<2x4xf32>
    %17 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %18 = stablehlo.divide %17, %14 : tensor<2x4xf32>
    %19 = stablehlo.divide %18, %14 : tensor<2x4xf32>
    %20 = stablehlo.negate %19 : tensor<2x4xf32>
    %21 = stablehlo.broadcast_in_dim %18, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %22 = stablehlo.multiply %7, %21 : tensor<2x4x8xf32>
    %23 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %24 = stablehlo.multiply %22, %23 : tensor<2x4x8xf32>
    %25 = stablehlo.broadcast_in_dim %arg3, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %26 = stablehlo.add %24, %25 : tensor<2x4x8xf32>
    %27 = stablehlo.dot_general %26, %arg4, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %28 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %29 = stablehlo.add %27, %28 : tensor<2x4x8xf32>
    %30 = stablehlo.reshape %29 : (tensor<2x4x8xf32>) -> tensor<2x4x2x4xf32>
    %31 = stablehlo.dot_general %26, %arg6, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %32 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %33 = stablehlo.add %31, %32 : tensor<2x4x8xf32>
    %34 = stablehlo.reshape %33 : (tensor<2x4x8xf32>) -> tensor<2x4x2x4xf32>
    %35 = stablehlo.dot_general %26, %arg8, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %36 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %37 = stablehlo.add %35, %36 : tensor<2x4x8xf32>
    %38 = stablehlo.reshape %37 : (tensor<2x4x8xf32>) -> tensor<2x4x2x4xf32>
    %39 = stablehlo.dot_general %30, %34, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x2x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %40 = stablehlo.constant dense<5.0e-1> : tensor<2x2x4x4xf32>
    %41 = stablehlo.multiply %39, %40 : tensor<2x2x4x4xf32>
    %42 = stablehlo.iota dim = 0 : tensor<4xi32>
    %43 = stablehlo.broadcast_in_dim %42, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %44 = stablehlo.iota dim = 0 : tensor<4xi32>
    %45 = stablehlo.broadcast_in_dim %44, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %46 = stablehlo.compare LE, %43, %45 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %47 = stablehlo.broadcast_in_dim %46, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x2x4x4xi1>
    %48 = stablehlo.constant dense<-1.0e+9> : tensor<2x2x4x4xf32>
    %49 = stablehlo.select %47, %41, %48 : tensor<2x2x4x4xi1>, tensor<2x2x4x4xf32>
    %50 = stablehlo.reduce(%49 init: %init1) applies stablehlo.maximum across dimensions = [3] : (tensor<2x2x4x4xf32>, tensor<f32>) -> tensor<2x2x4xf32>
    %51 = stablehlo.broadcast_in_dim %50, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %52 = stablehlo.subtract %49, %51 : tensor<2x2x4x4xf32>
    %53 = stablehlo.exponential %52 : tensor<2x2x4x4xf32>
    %54 = stablehlo.reduce(%53 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x2x4x4xf32>, tensor<f32>) -> tensor<2x2x4xf32>
    %55 = stablehlo.constant dense<1.0e+0> : tensor<2x2x4xf32>
    %56 = stablehlo.divide %55, %54 : tensor<2x2x4xf32>
    %57 = stablehlo.divide %56, %54 : tensor<2x2x4xf32>
    %58 = stablehlo.negate %57 : tensor<2x2x4xf32>
    %59 = stablehlo.broadcast_in_dim %56, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %60 = stablehlo.multiply %53, %59 : tensor<2x2x4x4xf32>
    %61 = stablehlo.dot_general %60, %38, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %62 = stablehlo.transpose %61, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %63 = stablehlo.reshape %62 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %64 = stablehlo.dot_general %63, %arg10, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %65 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %66 = stablehlo.add %64, %65 : tensor<2x4x8xf32>
    %67 = stablehlo.add %2, %66 : tensor<2x4x8xf32>
    %68 = stablehlo.reduce(%67 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %69 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %70 = stablehlo.multiply %68, %69 : tensor<2x4xf32>
    %71 = stablehlo.broadcast_in_dim %70, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %72 = stablehlo.subtract %67, %71 : tensor<2x4x8xf32>
    %73 = stablehlo.multiply %72, %72 : tensor<2x4x8xf32>
    %74 = stablehlo.reduce(%73 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %75 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %76 = stablehlo.multiply %74, %75 : tensor<2x4xf32>
    %77 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %78 = stablehlo.add %76, %77 : tensor<2x4xf32>
    %79 = stablehlo.sqrt %78 : tensor<2x4xf32>
    %80 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %81 = stablehlo.multiply %79, %80 : tensor<2x4xf32>
    %82 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %83 = stablehlo.divide %82, %79 : tensor<2x4xf32>
    %84 = stablehlo.divide %83, %79 : tensor<2x4xf32>
    %85 = stablehlo.negate %84 : tensor<2x4xf32>
    %86 = stablehlo.broadcast_in_dim %83, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %87 = stablehlo.multiply %72, %86 : tensor<2x4x8xf32>
    %88 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %89 = stablehlo.multiply %87, %88 : tensor<2x4x8xf32>
    %90 = stablehlo.broadcast_in_dim %arg13, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %91 = stablehlo.add %89, %90 : tensor<2x4x8xf32>
    %92 = stablehlo.dot_general %91, %arg14, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x32xf32>) -> tensor<2x4x32xf32>
    %93 = stablehlo.broadcast_in_dim %arg15, dims = [2] : (tensor<32xf32>) -> tensor<2x4x32xf32>
    %94 = stablehlo.add %92, %93 : tensor<2x4x32xf32>
    %95 = stablehlo.constant dense<5.0e-1> : tensor<2x4x32xf32>
    %96 = stablehlo.multiply %94, %95 : tensor<2x4x32xf32> loc("gelu")
    %97 = stablehlo.multiply %94, %94 : tensor<2x4x32xf32> loc("gelu")
    %98 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x4x32xf32>
    %99 = stablehlo.multiply %97, %98 : tensor<2x4x32xf32> loc("gelu")
    %100 = stablehlo.constant dense<1.0e+0> : tensor<2x4x32xf32>
    %101 = stablehlo.add %99, %100 : tensor<2x4x32xf32> loc("gelu")
    %102 = stablehlo.multiply %94, %101 : tensor<2x4x32xf32> loc("gelu")
    %103 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x4x32xf32>
    %104 = stablehlo.multiply %102, %103 : tensor<2x4x32xf32> loc("gelu")
    %105 = stablehlo.constant dense<0.0e+0> : tensor<2x4x32xf32>
    %106 = stablehlo.compare LT, %104, %105 : (tensor<2x4x32xf32>, tensor<2x4x32xf32>) -> tensor<2x4x32xi1> loc("gelu")
    %107 = stablehlo.constant dense<1.0e+0> : tensor<2x4x32xf32>
    %108 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x32xf32>
    %109 = stablehlo.select %106, %107, %108 : tensor<2x4x32xi1>, tensor<2x4x32xf32> loc("gelu")
    %110 = stablehlo.multiply %104, %109 : tensor<2x4x32xf32> loc("gelu")
    %111 = stablehlo.constant dense<2.0e+0> : tensor<2x4x32xf32>
    %112 = stablehlo.multiply %110, %111 : tensor<2x4x32xf32> loc("gelu")
    %113 = stablehlo.exponential %112 : tensor<2x4x32xf32> loc("gelu")
    %114 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x32xf32>
    %115 = stablehlo.add %113, %114 : tensor<2x4x32xf32> loc("gelu")
    %116 = stablehlo.constant dense<1.0e+0> : tensor<2x4x32xf32>
    %117 = stablehlo.add %113, %116 : tensor<2x4x32xf32> loc("gelu")
    %118 = stablehlo.constant dense<1.0e+0> : tensor<2x4x32xf32>
    %119 = stablehlo.divide %118, %117 : tensor<2x4x32xf32> loc("gelu")
    %120 = stablehlo.multiply %119, %119 : tensor<2x4x32xf32> loc("gelu")
    %121 = stablehlo.negate %120 : tensor<2x4x32xf32> loc("gelu")
    %122 = stablehlo.multiply %115, %119 : tensor<2x4x32xf32> loc("gelu")
    %123 = stablehlo.multiply %122, %109 : tensor<2x4x32xf32> loc("gelu")
    %124 = stablehlo.constant dense<1.0e+0> : tensor<2x4x32xf32>
    %125 = stablehlo.add %123, %124 : tensor<2x4x32xf32> loc("gelu")
    %126 = stablehlo.multiply %96, %125 : tensor<2x4x32xf32> loc("gelu")
    %127 = stablehlo.dot_general %126, %arg16, contracting_dims = [2] x [0] : (tensor<2x4x32xf32>, tensor<32x8xf32>) -> tensor<2x4x8xf32>
    %128 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %129 = stablehlo.add %127, %128 : tensor<2x4x8xf32>
    %130 = stablehlo.add %67, %129 : tensor<2x4x8xf32>
    %131 = stablehlo.reduce(%130 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %132 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %133 = stablehlo.multiply %131, %132 : tensor<2x4xf32>
    %134 = stablehlo.broadcast_in_dim %133, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %135 = stablehlo.subtract %130, %134 : tensor<2x4x8xf32>
    %136 = stablehlo.multiply %135, %135 : tensor<2x4x8xf32>
    %137 = stablehlo.reduce(%136 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %138 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %139 = stablehlo.multiply %137, %138 : tensor<2x4xf32>
    %140 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %141 = stablehlo.add %139, %140 : tensor<2x4xf32>
    %142 = stablehlo.sqrt %141 : tensor<2x4xf32>
    %143 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %144 = stablehlo.multiply %142, %143 : tensor<2x4xf32>
    %145 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %146 = stablehlo.divide %145, %142 : tensor<2x4xf32>
    %147 = stablehlo.divide %146, %142 : tensor<2x4xf32>
    %148 = stablehlo.negate %147 : tensor<2x4xf32>
    %149 = stablehlo.broadcast_in_dim %146, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %150 = stablehlo.multiply %135, %149 : tensor<2x4x8xf32>
    %151 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %152 = stablehlo.multiply %150, %151 : tensor<2x4x8xf32>
    %153 = stablehlo.broadcast_in_dim %arg19, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %154 = stablehlo.add %152, %153 : tensor<2x4x8xf32>
    %155 = stablehlo.dot_general %154, %arg0, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<64x8xf32>) -> tensor<2x4x64xf32>
    %156 = stablehlo.reduce(%155 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %157 = stablehlo.broadcast_in_dim %156, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %158 = stablehlo.subtract %155, %157 : tensor<2x4x64xf32>
    %159 = stablehlo.exponential %158 : tensor<2x4x64xf32>
    %160 = stablehlo.reduce(%159 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %161 = stablehlo.log %160 : tensor<2x4xf32>
    %162 = stablehlo.broadcast_in_dim %161, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %163 = stablehlo.subtract %158, %162 : tensor<2x4x64xf32>
    %164 = stablehlo.broadcast_in_dim %arg64, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x64xi32>
    %165 = stablehlo.iota dim = 0 : tensor<64xi32>
    %166 = stablehlo.broadcast_in_dim %165, dims = [2] : (tensor<64xi32>) -> tensor<2x4x64xi32>
    %167 = stablehlo.compare EQ, %164, %166 : (tensor<2x4x64xi32>, tensor<2x4x64xi32>) -> tensor<2x4x64xi1>
    %168 = stablehlo.convert %167 : (tensor<2x4x64xi1>) -> tensor<2x4x64xf32>
    %169 = stablehlo.multiply %163, %168 : tensor<2x4x64xf32>
    %170 = stablehlo.reduce(%169 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<f32>
    %171 = stablehlo.constant dense<-6.25e-2> : tensor<2x4x64xf32>
    %172 = stablehlo.multiply %171, %168 : tensor<2x4x64xf32>
    %173 = stablehlo.reduce(%172 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %174 = stablehlo.negate %173 : tensor<2x4xf32>
    %175 = stablehlo.divide %174, %160 : tensor<2x4xf32>
    %176 = stablehlo.broadcast_in_dim %175, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %177 = stablehlo.multiply %159, %176 : tensor<2x4x64xf32>
    %178 = stablehlo.add %172, %177 : tensor<2x4x64xf32>
    %179 = stablehlo.dot_general %178, %arg0, contracting_dims = [2] x [0] : (tensor<2x4x64xf32>, tensor<64x8xf32>) -> tensor<2x4x8xf32>
    %180 = stablehlo.reduce(%179 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %181 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %182 = stablehlo.multiply %179, %181 : tensor<2x4x8xf32>
    %183 = stablehlo.broadcast_in_dim %146, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %184 = stablehlo.multiply %182, %183 : tensor<2x4x8xf32>
    %185 = stablehlo.multiply %135, %182 : tensor<2x4x8xf32>
    %186 = stablehlo.reduce(%185 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %187 = stablehlo.multiply %148, %186 : tensor<2x4xf32>
    %188 = stablehlo.divide %187, %144 : tensor<2x4xf32>
    %189 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %190 = stablehlo.multiply %188, %189 : tensor<2x4xf32>
    %191 = stablehlo.broadcast_in_dim %190, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %192 = stablehlo.multiply %191, %135 : tensor<2x4x8xf32>
    %193 = stablehlo.add %184, %192 : tensor<2x4x8xf32>
    %194 = stablehlo.add %193, %192 : tensor<2x4x8xf32>
    %195 = stablehlo.reduce(%194 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %196 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %197 = stablehlo.multiply %195, %196 : tensor<2x4xf32>
    %198 = stablehlo.broadcast_in_dim %197, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %199 = stablehlo.add %194, %198 : tensor<2x4x8xf32>
    %200 = stablehlo.reduce(%199 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %201 = stablehlo.dot_general %199, %arg16, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<32x8xf32>) -> tensor<2x4x32xf32>
    %202 = stablehlo.multiply %201, %125 : tensor<2x4x32xf32> loc("gelu")
    %203 = stablehlo.multiply %96, %201 : tensor<2x4x32xf32> loc("gelu")
    %204 = stablehlo.multiply %203, %109 : tensor<2x4x32xf32> loc("gelu")
    %205 = stablehlo.multiply %204, %119 : tensor<2x4x32xf32> loc("gelu")
    %206 = stablehlo.multiply %115, %204 : tensor<2x4x32xf32> loc("gelu")
    %207 = stablehlo.multiply %121, %206 : tensor<2x4x32xf32> loc("gelu")
    %208 = stablehlo.add %205, %207 : tensor<2x4x32xf32> loc("gelu")
    %209 = stablehlo.multiply %113, %208 : tensor<2x4x32xf32> loc("gelu")
    %210 = stablehlo.constant dense<2.0e+0> : tensor<2x4x32xf32>
    %211 = stablehlo.multiply %209, %210 : tensor<2x4x32xf32> loc("gelu")
    %212 = stablehlo.multiply %211, %109 : tensor<2x4x32xf32> loc("gelu")
    %213 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x4x32xf32>
    %214 = stablehlo.multiply %212, %213 : tensor<2x4x32xf32> loc("gelu")
    %215 = stablehlo.multiply %214, %101 : tensor<2x4x32xf32> loc("gelu")
    %216 = stablehlo.multiply %94, %214 : tensor<2x4x32xf32> loc("gelu")
    %217 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x4x32xf32>
    %218 = stablehlo.multiply %216, %217 : tensor<2x4x32xf32> loc("gelu")
    %219 = stablehlo.multiply %218, %94 : tensor<2x4x32xf32> loc("gelu")
    %220 = stablehlo.add %215, %219 : tensor<2x4x32xf32> loc("gelu")
    %221 = stablehlo.add %220, %219 : tensor<2x4x32xf32> loc("gelu")
    %222 = stablehlo.constant dense<5.0e-1> : tensor<2x4x32xf32>
    %223 = stablehlo.multiply %202, %222 : tensor<2x4x32xf32> loc("gelu")
    %224 = stablehlo.add %221, %223 : tensor<2x4x32xf32> loc("gelu")
    %225 = stablehlo.reduce(%224 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x32xf32>, tensor<f32>) -> tensor<32xf32>
    %226 = stablehlo.dot_general %224, %arg14, contracting_dims = [2] x [1] : (tensor<2x4x32xf32>, tensor<8x32xf32>) -> tensor<2x4x8xf32>
    %227 = stablehlo.reduce(%226 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %228 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %229 = stablehlo.multiply %226, %228 : tensor<2x4x8xf32>
    %230 = stablehlo.broadcast_in_dim %83, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %231 = stablehlo.multiply %229, %230 : tensor<2x4x8xf32>
    %232 = stablehlo.multiply %72, %229 : tensor<2x4x8xf32>
    %233 = stablehlo.reduce(%232 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %234 = stablehlo.multiply %85, %233 : tensor<2x4xf32>
    %235 = stablehlo.divide %234, %81 : tensor<2x4xf32>
    %236 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %237 = stablehlo.multiply %235, %236 : tensor<2x4xf32>
    %238 = stablehlo.broadcast_in_dim %237, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %239 = stablehlo.multiply %238, %72 : tensor<2x4x8xf32>
    %240 = stablehlo.add %231, %239 : tensor<2x4x8xf32>
    %241 = stablehlo.add %240, %239 : tensor<2x4x8xf32>
    %242 = stablehlo.reduce(%241 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %243 = stablehlo.add %199, %241 : tensor<2x4x8xf32>
    %244 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %245 = stablehlo.multiply %242, %244 : tensor<2x4xf32>
    %246 = stablehlo.broadcast_in_dim %245, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %247 = stablehlo.add %243, %246 : tensor<2x4x8xf32>
    %248 = stablehlo.reduce(%247 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %249 = stablehlo.dot_general %247, %arg10, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %250 = stablehlo.reshape %249 : (tensor<2x4x8xf32>) -> tensor<2x4x2x4xf32>
    %251 = stablehlo.dot_general %250, %38, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x2x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %252 = stablehlo.broadcast_in_dim %56, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %253 = stablehlo.multiply %251, %252 : tensor<2x2x4x4xf32>
    %254 = stablehlo.multiply %53, %251 : tensor<2x2x4x4xf32>
    %255 = stablehlo.reduce(%254 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x2x4x4xf32>, tensor<f32>) -> tensor<2x2x4xf32>
    %256 = stablehlo.multiply %58, %255 : tensor<2x2x4xf32>
    %257 = stablehlo.broadcast_in_dim %256, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %258 = stablehlo.add %253, %257 : tensor<2x2x4x4xf32>
    %259 = stablehlo.multiply %53, %258 : tensor<2x2x4x4xf32>
    %260 = stablehlo.broadcast_in_dim %46, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x2x4x4xi1>
    %261 = stablehlo.constant dense<0.0e+0> : tensor<2x2x4x4xf32>
    %262 = stablehlo.select %260, %259, %261 : tensor<2x2x4x4xi1>, tensor<2x2x4x4xf32>
    %263 = stablehlo.constant dense<5.0e-1> : tensor<2x2x4x4xf32>
    %264 = stablehlo.multiply %262, %263 : tensor<2x2x4x4xf32>
    %265 = stablehlo.dot_general %264, %34, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %266 = stablehlo.transpose %265, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %267 = stablehlo.reshape %266 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %268 = stablehlo.reduce(%267 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %269 = stablehlo.dot_general %267, %arg4, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %270 = stablehlo.dot_general %26, %267, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %271 = stablehlo.dot_general %264, %30, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %272 = stablehlo.transpose %271, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %273 = stablehlo.reshape %272 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %274 = stablehlo.reduce(%273 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %275 = stablehlo.dot_general %273, %arg6, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %276 = stablehlo.add %269, %275 : tensor<2x4x8xf32>
    %277 = stablehlo.dot_general %26, %273, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %278 = stablehlo.dot_general %60, %250, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %279 = stablehlo.transpose %278, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %280 = stablehlo.reshape %279 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %281 = stablehlo.reduce(%280 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %282 = stablehlo.dot_general %280, %arg8, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %283 = stablehlo.add %276, %282 : tensor<2x4x8xf32>
    %284 = stablehlo.reduce(%283 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %285 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %286 = stablehlo.multiply %283, %285 : tensor<2x4x8xf32>
    %287 = stablehlo.broadcast_in_dim %18, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %288 = stablehlo.multiply %286, %287 : tensor<2x4x8xf32>
    %289 = stablehlo.multiply %7, %286 : tensor<2x4x8xf32>
    %290 = stablehlo.reduce(%289 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %291 = stablehlo.multiply %20, %290 : tensor<2x4xf32>
    %292 = stablehlo.divide %291, %16 : tensor<2x4xf32>
    %293 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %294 = stablehlo.multiply %292, %293 : tensor<2x4xf32>
    %295 = stablehlo.broadcast_in_dim %294, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %296 = stablehlo.multiply %295, %7 : tensor<2x4x8xf32>
    %297 = stablehlo.add %288, %296 : tensor<2x4x8xf32>
    %298 = stablehlo.add %297, %296 : tensor<2x4x8xf32>
    %299 = stablehlo.reduce(%298 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %300 = stablehlo.add %247, %298 : tensor<2x4x8xf32>
    %301 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %302 = stablehlo.multiply %299, %301 : tensor<2x4xf32>
    %303 = stablehlo.broadcast_in_dim %302, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %304 = stablehlo.add %300, %303 : tensor<2x4x8xf32>
    %305 = stablehlo.reduce(%304 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %306 = stablehlo.constant dense<0.0e+0> : tensor<64x8xf32>
    %307 = "stablehlo.scatter"(%306, %arg63, %304) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>, tensor<2x4xi32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %308 = stablehlo.multiply %22, %283 : tensor<2x4x8xf32>
    %309 = stablehlo.reduce(%308 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %310 = stablehlo.dot_general %26, %280, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %311 = stablehlo.dot_general %63, %247, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %312 = stablehlo.multiply %87, %226 : tensor<2x4x8xf32>
    %313 = stablehlo.reduce(%312 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %314 = stablehlo.dot_general %91, %224, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x32xf32>) -> tensor<8x32xf32>
    %315 = stablehlo.dot_general %126, %199, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x32xf32>, tensor<2x4x8xf32>) -> tensor<32x8xf32>
    %316 = stablehlo.multiply %150, %179 : tensor<2x4x8xf32>
    %317 = stablehlo.reduce(%316 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %318 = stablehlo.dot_general %178, %154, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x64xf32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %319 = stablehlo.add %307, %318 : tensor<64x8xf32>
    %320 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %321 = stablehlo.multiply %170, %320 : tensor<f32>
    %322 = stablehlo.negate %321 : tensor<f32>
    %323 = stablehlo.multiply %319, %319 : tensor<64x8xf32>
    %324 = stablehlo.reduce(%323 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x8xf32>, tensor<f32>) -> tensor<f32>
    %325 = stablehlo.multiply %305, %305 : tensor<4x8xf32>
    %326 = stablehlo.reduce(%325 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %327 = stablehlo.multiply %309, %309 : tensor<8xf32>
    %328 = stablehlo.reduce(%327 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %329 = stablehlo.multiply %284, %284 : tensor<8xf32>
    %330 = stablehlo.reduce(%329 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %331 = stablehlo.multiply %270, %270 : tensor<8x8xf32>
    %332 = stablehlo.reduce(%331 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %333 = stablehlo.multiply %268, %268 : tensor<8xf32>
    %334 = stablehlo.reduce(%333 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %335 = stablehlo.multiply %277, %277 : tensor<8x8xf32>
    %336 = stablehlo.reduce(%335 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %337 = stablehlo.multiply %274, %274 : tensor<8xf32>
    %338 = stablehlo.reduce(%337 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %339 = stablehlo.multiply %310, %310 : tensor<8x8xf32>
    %340 = stablehlo.reduce(%339 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %341 = stablehlo.multiply %281, %281 : tensor<8xf32>
    %342 = stablehlo.reduce(%341 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %343 = stablehlo.multiply %311, %311 : tensor<8x8xf32>
    %344 = stablehlo.reduce(%343 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %345 = stablehlo.multiply %248, %248 : tensor<8xf32>
    %346 = stablehlo.reduce(%345 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %347 = stablehlo.multiply %313, %313 : tensor<8xf32>
    %348 = stablehlo.reduce(%347 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %349 = stablehlo.multiply %227, %227 : tensor<8xf32>
    %350 = stablehlo.reduce(%349 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %351 = stablehlo.multiply %314, %314 : tensor<8x32xf32>
    %352 = stablehlo.reduce(%351 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<f32>
    %353 = stablehlo.multiply %225, %225 : tensor<32xf32>
    %354 = stablehlo.reduce(%353 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<32xf32>, tensor<f32>) -> tensor<f32>
    %355 = stablehlo.multiply %315, %315 : tensor<32x8xf32>
    %356 = stablehlo.reduce(%355 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<32x8xf32>, tensor<f32>) -> tensor<f32>
    %357 = stablehlo.multiply %200, %200 : tensor<8xf32>
    %358 = stablehlo.reduce(%357 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %359 = stablehlo.multiply %317, %317 : tensor<8xf32>
    %360 = stablehlo.reduce(%359 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %361 = stablehlo.multiply %180, %180 : tensor<8xf32>
    %362 = stablehlo.reduce(%361 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %363 = stablehlo.add %324, %326 : tensor<f32>
    %364 = stablehlo.add %363, %328 : tensor<f32>
    %365 = stablehlo.add %364, %330 : tensor<f32>
    %366 = stablehlo.add %365, %332 : tensor<f32>
    %367 = stablehlo.add %366, %334 : tensor<f32>
    %368 = stablehlo.add %367, %336 : tensor<f32>
    %369 = stablehlo.add %368, %338 : tensor<f32>
    %370 = stablehlo.add %369, %340 : tensor<f32>
    %371 = stablehlo.add %370, %342 : tensor<f32>
    %372 = stablehlo.add %371, %344 : tensor<f32>
    %373 = stablehlo.add %372, %346 : tensor<f32>
    %374 = stablehlo.add %373, %348 : tensor<f32>
    %375 = stablehlo.add %374, %350 : tensor<f32>
    %376 = stablehlo.add %375, %352 : tensor<f32>
    %377 = stablehlo.add %376, %354 : tensor<f32>
    %378 = stablehlo.add %377, %356 : tensor<f32>
    %379 = stablehlo.add %378, %358 : tensor<f32>
    %380 = stablehlo.add %379, %360 : tensor<f32>
    %381 = stablehlo.add %380, %362 : tensor<f32>
    %382 = stablehlo.sqrt %381 : tensor<f32>
    %383 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %384 = stablehlo.divide %383, %382 : tensor<f32>
    %385 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %386 = stablehlo.minimum %384, %385 : tensor<f32>
    %387 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %388 = stablehlo.multiply %319, %387 : tensor<64x8xf32>
    %389 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %390 = stablehlo.multiply %305, %389 : tensor<4x8xf32>
    %391 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %392 = stablehlo.multiply %309, %391 : tensor<8xf32>
    %393 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %394 = stablehlo.multiply %284, %393 : tensor<8xf32>
    %395 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %396 = stablehlo.multiply %270, %395 : tensor<8x8xf32>
    %397 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %398 = stablehlo.multiply %268, %397 : tensor<8xf32>
    %399 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %400 = stablehlo.multiply %277, %399 : tensor<8x8xf32>
    %401 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %402 = stablehlo.multiply %274, %401 : tensor<8xf32>
    %403 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %404 = stablehlo.multiply %310, %403 : tensor<8x8xf32>
    %405 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %406 = stablehlo.multiply %281, %405 : tensor<8xf32>
    %407 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %408 = stablehlo.multiply %311, %407 : tensor<8x8xf32>
    %409 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %410 = stablehlo.multiply %248, %409 : tensor<8xf32>
    %411 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %412 = stablehlo.multiply %313, %411 : tensor<8xf32>
    %413 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %414 = stablehlo.multiply %227, %413 : tensor<8xf32>
    %415 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %416 = stablehlo.multiply %314, %415 : tensor<8x32xf32>
    %417 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %418 = stablehlo.multiply %225, %417 : tensor<32xf32>
    %419 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %420 = stablehlo.multiply %315, %419 : tensor<32x8xf32>
    %421 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %422 = stablehlo.multiply %200, %421 : tensor<8xf32>
    %423 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %424 = stablehlo.multiply %317, %423 : tensor<8xf32>
    %425 = stablehlo.broadcast_in_dim %386, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %426 = stablehlo.multiply %180, %425 : tensor<8xf32>
    %427 = stablehlo.constant dense<8.999999761581421e-1> : tensor<64x8xf32>
    %428 = stablehlo.multiply %arg20, %427 : tensor<64x8xf32>
    %429 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<64x8xf32>
    %430 = stablehlo.multiply %388, %429 : tensor<64x8xf32>
    %431 = stablehlo.add %428, %430 : tensor<64x8xf32>
    %432 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %433 = stablehlo.multiply %arg21, %432 : tensor<4x8xf32>
    %434 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %435 = stablehlo.multiply %390, %434 : tensor<4x8xf32>
    %436 = stablehlo.add %433, %435 : tensor<4x8xf32>
    %437 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %438 = stablehlo.multiply %arg22, %437 : tensor<8xf32>
    %439 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %440 = stablehlo.multiply %392, %439 : tensor<8xf32>
    %441 = stablehlo.add %438, %440 : tensor<8xf32>
    %442 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %443 = stablehlo.multiply %arg23, %442 : tensor<8xf32>
    %444 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %445 = stablehlo.multiply %394, %444 : tensor<8xf32>
    %446 = stablehlo.add %443, %445 : tensor<8xf32>
    %447 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %448 = stablehlo.multiply %arg24, %447 : tensor<8x8xf32>
    %449 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %450 = stablehlo.multiply %396, %449 : tensor<8x8xf32>
    %451 = stablehlo.add %448, %450 : tensor<8x8xf32>
    %452 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %453 = stablehlo.multiply %arg25, %452 : tensor<8xf32>
    %454 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %455 = stablehlo.multiply %398, %454 : tensor<8xf32>
    %456 = stablehlo.add %453, %455 : tensor<8xf32>
    %457 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %458 = stablehlo.multiply %arg26, %457 : tensor<8x8xf32>
    %459 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %460 = stablehlo.multiply %400, %459 : tensor<8x8xf32>
    %461 = stablehlo.add %458, %460 : tensor<8x8xf32>
    %462 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %463 = stablehlo.multiply %arg27, %462 : tensor<8xf32>
    %464 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %465 = stablehlo.multiply %402, %464 : tensor<8xf32>
    %466 = stablehlo.add %463, %465 : tensor<8xf32>
    %467 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %468 = stablehlo.multiply %arg28, %467 : tensor<8x8xf32>
    %469 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %470 = stablehlo.multiply %404, %469 : tensor<8x8xf32>
    %471 = stablehlo.add %468, %470 : tensor<8x8xf32>
    %472 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %473 = stablehlo.multiply %arg29, %472 : tensor<8xf32>
    %474 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %475 = stablehlo.multiply %406, %474 : tensor<8xf32>
    %476 = stablehlo.add %473, %475 : tensor<8xf32>
    %477 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %478 = stablehlo.multiply %arg30, %477 : tensor<8x8xf32>
    %479 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %480 = stablehlo.multiply %408, %479 : tensor<8x8xf32>
    %481 = stablehlo.add %478, %480 : tensor<8x8xf32>
    %482 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %483 = stablehlo.multiply %arg31, %482 : tensor<8xf32>
    %484 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %485 = stablehlo.multiply %410, %484 : tensor<8xf32>
    %486 = stablehlo.add %483, %485 : tensor<8xf32>
    %487 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %488 = stablehlo.multiply %arg32, %487 : tensor<8xf32>
    %489 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %490 = stablehlo.multiply %412, %489 : tensor<8xf32>
    %491 = stablehlo.add %488, %490 : tensor<8xf32>
    %492 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %493 = stablehlo.multiply %arg33, %492 : tensor<8xf32>
    %494 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %495 = stablehlo.multiply %414, %494 : tensor<8xf32>
    %496 = stablehlo.add %493, %495 : tensor<8xf32>
    %497 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x32xf32>
    %498 = stablehlo.multiply %arg34, %497 : tensor<8x32xf32>
    %499 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x32xf32>
    %500 = stablehlo.multiply %416, %499 : tensor<8x32xf32>
    %501 = stablehlo.add %498, %500 : tensor<8x32xf32>
    %502 = stablehlo.constant dense<8.999999761581421e-1> : tensor<32xf32>
    %503 = stablehlo.multiply %arg35, %502 : tensor<32xf32>
    %504 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<32xf32>
    %505 = stablehlo.multiply %418, %504 : tensor<32xf32>
    %506 = stablehlo.add %503, %505 : tensor<32xf32>
    %507 = stablehlo.constant dense<8.999999761581421e-1> : tensor<32x8xf32>
    %508 = stablehlo.multiply %arg36, %507 : tensor<32x8xf32>
    %509 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<32x8xf32>
    %510 = stablehlo.multiply %420, %509 : tensor<32x8xf32>
    %511 = stablehlo.add %508, %510 : tensor<32x8xf32>
    %512 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %513 = stablehlo.multiply %arg37, %512 : tensor<8xf32>
    %514 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %515 = stablehlo.multiply %422, %514 : tensor<8xf32>
    %516 = stablehlo.add %513, %515 : tensor<8xf32>
    %517 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %518 = stablehlo.multiply %arg38, %517 : tensor<8xf32>
    %519 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %520 = stablehlo.multiply %424, %519 : tensor<8xf32>
    %521 = stablehlo.add %518, %520 : tensor<8xf32>
    %522 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %523 = stablehlo.multiply %arg39, %522 : tensor<8xf32>
    %524 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %525 = stablehlo.multiply %426, %524 : tensor<8xf32>
    %526 = stablehlo.add %523, %525 : tensor<8xf32>
    %527 = stablehlo.multiply %388, %388 : tensor<64x8xf32>
    %528 = stablehlo.constant dense<9.990000128746033e-1> : tensor<64x8xf32>
    %529 = stablehlo.multiply %arg40, %528 : tensor<64x8xf32>
    %530 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<64x8xf32>
    %531 = stablehlo.multiply %527, %530 : tensor<64x8xf32>
    %532 = stablehlo.add %529, %531 : tensor<64x8xf32>
    %533 = stablehlo.multiply %390, %390 : tensor<4x8xf32>
    %534 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %535 = stablehlo.multiply %arg41, %534 : tensor<4x8xf32>
    %536 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %537 = stablehlo.multiply %533, %536 : tensor<4x8xf32>
    %538 = stablehlo.add %535, %537 : tensor<4x8xf32>
    %539 = stablehlo.multiply %392, %392 : tensor<8xf32>
    %540 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %541 = stablehlo.multiply %arg42, %540 : tensor<8xf32>
    %542 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %543 = stablehlo.multiply %539, %542 : tensor<8xf32>
    %544 = stablehlo.add %541, %543 : tensor<8xf32>
    %545 = stablehlo.multiply %394, %394 : tensor<8xf32>
    %546 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %547 = stablehlo.multiply %arg43, %546 : tensor<8xf32>
    %548 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %549 = stablehlo.multiply %545, %548 : tensor<8xf32>
    %550 = stablehlo.add %547, %549 : tensor<8xf32>
    %551 = stablehlo.multiply %396, %396 : tensor<8x8xf32>
    %552 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %553 = stablehlo.multiply %arg44, %552 : tensor<8x8xf32>
    %554 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %555 = stablehlo.multiply %551, %554 : tensor<8x8xf32>
    %556 = stablehlo.add %553, %555 : tensor<8x8xf32>
    %557 = stablehlo.multiply %398, %398 : tensor<8xf32>
    %558 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %559 = stablehlo.multiply %arg45, %558 : tensor<8xf32>
    %560 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %561 = stablehlo.multiply %557, %560 : tensor<8xf32>
    %562 = stablehlo.add %559, %561 : tensor<8xf32>
    %563 = stablehlo.multiply %400, %400 : tensor<8x8xf32>
    %564 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %565 = stablehlo.multiply %arg46, %564 : tensor<8x8xf32>
    %566 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %567 = stablehlo.multiply %563, %566 : tensor<8x8xf32>
    %568 = stablehlo.add %565, %567 : tensor<8x8xf32>
    %569 = stablehlo.multiply %402, %402 : tensor<8xf32>
    %570 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %571 = stablehlo.multiply %arg47, %570 : tensor<8xf32>
    %572 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %573 = stablehlo.multiply %569, %572 : tensor<8xf32>
    %574 = stablehlo.add %571, %573 : tensor<8xf32>
    %575 = stablehlo.multiply %404, %404 : tensor<8x8xf32>
    %576 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %577 = stablehlo.multiply %arg48, %576 : tensor<8x8xf32>
    %578 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %579 = stablehlo.multiply %575, %578 : tensor<8x8xf32>
    %580 = stablehlo.add %577, %579 : tensor<8x8xf32>
    %581 = stablehlo.multiply %406, %406 : tensor<8xf32>
    %582 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %583 = stablehlo.multiply %arg49, %582 : tensor<8xf32>
    %584 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %585 = stablehlo.multiply %581, %584 : tensor<8xf32>
    %586 = stablehlo.add %583, %585 : tensor<8xf32>
    %587 = stablehlo.multiply %408, %408 : tensor<8x8xf32>
    %588 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %589 = stablehlo.multiply %arg50, %588 : tensor<8x8xf32>
    %590 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %591 = stablehlo.multiply %587, %590 : tensor<8x8xf32>
    %592 = stablehlo.add %589, %591 : tensor<8x8xf32>
    %593 = stablehlo.multiply %410, %410 : tensor<8xf32>
    %594 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %595 = stablehlo.multiply %arg51, %594 : tensor<8xf32>
    %596 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %597 = stablehlo.multiply %593, %596 : tensor<8xf32>
    %598 = stablehlo.add %595, %597 : tensor<8xf32>
    %599 = stablehlo.multiply %412, %412 : tensor<8xf32>
    %600 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %601 = stablehlo.multiply %arg52, %600 : tensor<8xf32>
    %602 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %603 = stablehlo.multiply %599, %602 : tensor<8xf32>
    %604 = stablehlo.add %601, %603 : tensor<8xf32>
    %605 = stablehlo.multiply %414, %414 : tensor<8xf32>
    %606 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %607 = stablehlo.multiply %arg53, %606 : tensor<8xf32>
    %608 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %609 = stablehlo.multiply %605, %608 : tensor<8xf32>
    %610 = stablehlo.add %607, %609 : tensor<8xf32>
    %611 = stablehlo.multiply %416, %416 : tensor<8x32xf32>
    %612 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x32xf32>
    %613 = stablehlo.multiply %arg54, %612 : tensor<8x32xf32>
    %614 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x32xf32>
    %615 = stablehlo.multiply %611, %614 : tensor<8x32xf32>
    %616 = stablehlo.add %613, %615 : tensor<8x32xf32>
    %617 = stablehlo.multiply %418, %418 : tensor<32xf32>
    %618 = stablehlo.constant dense<9.990000128746033e-1> : tensor<32xf32>
    %619 = stablehlo.multiply %arg55, %618 : tensor<32xf32>
    %620 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<32xf32>
    %621 = stablehlo.multiply %617, %620 : tensor<32xf32>
    %622 = stablehlo.add %619, %621 : tensor<32xf32>
    %623 = stablehlo.multiply %420, %420 : tensor<32x8xf32>
    %624 = stablehlo.constant dense<9.990000128746033e-1> : tensor<32x8xf32>
    %625 = stablehlo.multiply %arg56, %624 : tensor<32x8xf32>
    %626 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<32x8xf32>
    %627 = stablehlo.multiply %623, %626 : tensor<32x8xf32>
    %628 = stablehlo.add %625, %627 : tensor<32x8xf32>
    %629 = stablehlo.multiply %422, %422 : tensor<8xf32>
    %630 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %631 = stablehlo.multiply %arg57, %630 : tensor<8xf32>
    %632 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %633 = stablehlo.multiply %629, %632 : tensor<8xf32>
    %634 = stablehlo.add %631, %633 : tensor<8xf32>
    %635 = stablehlo.multiply %424, %424 : tensor<8xf32>
    %636 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %637 = stablehlo.multiply %arg58, %636 : tensor<8xf32>
    %638 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %639 = stablehlo.multiply %635, %638 : tensor<8xf32>
    %640 = stablehlo.add %637, %639 : tensor<8xf32>
    %641 = stablehlo.multiply %426, %426 : tensor<8xf32>
    %642 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %643 = stablehlo.multiply %arg59, %642 : tensor<8xf32>
    %644 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %645 = stablehlo.multiply %641, %644 : tensor<8xf32>
    %646 = stablehlo.add %643, %645 : tensor<8xf32>
    %647 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %648 = stablehlo.multiply %arg60, %647 : tensor<f32>
    %649 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %650 = stablehlo.add %648, %649 : tensor<f32>
    %651 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %652 = stablehlo.multiply %arg61, %651 : tensor<f32>
    %653 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %654 = stablehlo.add %652, %653 : tensor<f32>
    %655 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %656 = stablehlo.divide %655, %650 : tensor<f32>
    %657 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %658 = stablehlo.divide %657, %654 : tensor<f32>
    %659 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %660 = stablehlo.multiply %431, %659 : tensor<64x8xf32>
    %661 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %662 = stablehlo.multiply %532, %661 : tensor<64x8xf32>
    %663 = stablehlo.sqrt %662 : tensor<64x8xf32>
    %664 = stablehlo.constant dense<9.99999993922529e-9> : tensor<64x8xf32>
    %665 = stablehlo.add %663, %664 : tensor<64x8xf32>
    %666 = stablehlo.divide %660, %665 : tensor<64x8xf32>
    %667 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %668 = stablehlo.multiply %436, %667 : tensor<4x8xf32>
    %669 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %670 = stablehlo.multiply %538, %669 : tensor<4x8xf32>
    %671 = stablehlo.sqrt %670 : tensor<4x8xf32>
    %672 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %673 = stablehlo.add %671, %672 : tensor<4x8xf32>
    %674 = stablehlo.divide %668, %673 : tensor<4x8xf32>
    %675 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %676 = stablehlo.multiply %441, %675 : tensor<8xf32>
    %677 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %678 = stablehlo.multiply %544, %677 : tensor<8xf32>
    %679 = stablehlo.sqrt %678 : tensor<8xf32>
    %680 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %681 = stablehlo.add %679, %680 : tensor<8xf32>
    %682 = stablehlo.divide %676, %681 : tensor<8xf32>
    %683 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %684 = stablehlo.multiply %446, %683 : tensor<8xf32>
    %685 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %686 = stablehlo.multiply %550, %685 : tensor<8xf32>
    %687 = stablehlo.sqrt %686 : tensor<8xf32>
    %688 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %689 = stablehlo.add %687, %688 : tensor<8xf32>
    %690 = stablehlo.divide %684, %689 : tensor<8xf32>
    %691 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %692 = stablehlo.multiply %451, %691 : tensor<8x8xf32>
    %693 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %694 = stablehlo.multiply %556, %693 : tensor<8x8xf32>
    %695 = stablehlo.sqrt %694 : tensor<8x8xf32>
    %696 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %697 = stablehlo.add %695, %696 : tensor<8x8xf32>
    %698 = stablehlo.divide %692, %697 : tensor<8x8xf32>
    %699 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %700 = stablehlo.multiply %456, %699 : tensor<8xf32>
    %701 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %702 = stablehlo.multiply %562, %701 : tensor<8xf32>
    %703 = stablehlo.sqrt %702 : tensor<8xf32>
    %704 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %705 = stablehlo.add %703, %704 : tensor<8xf32>
    %706 = stablehlo.divide %700, %705 : tensor<8xf32>
    %707 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %708 = stablehlo.multiply %461, %707 : tensor<8x8xf32>
    %709 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %710 = stablehlo.multiply %568, %709 : tensor<8x8xf32>
    %711 = stablehlo.sqrt %710 : tensor<8x8xf32>
    %712 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %713 = stablehlo.add %711, %712 : tensor<8x8xf32>
    %714 = stablehlo.divide %708, %713 : tensor<8x8xf32>
    %715 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %716 = stablehlo.multiply %466, %715 : tensor<8xf32>
    %717 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %718 = stablehlo.multiply %574, %717 : tensor<8xf32>
    %719 = stablehlo.sqrt %718 : tensor<8xf32>
    %720 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %721 = stablehlo.add %719, %720 : tensor<8xf32>
    %722 = stablehlo.divide %716, %721 : tensor<8xf32>
    %723 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %724 = stablehlo.multiply %471, %723 : tensor<8x8xf32>
    %725 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %726 = stablehlo.multiply %580, %725 : tensor<8x8xf32>
    %727 = stablehlo.sqrt %726 : tensor<8x8xf32>
    %728 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %729 = stablehlo.add %727, %728 : tensor<8x8xf32>
    %730 = stablehlo.divide %724, %729 : tensor<8x8xf32>
    %731 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %732 = stablehlo.multiply %476, %731 : tensor<8xf32>
    %733 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %734 = stablehlo.multiply %586, %733 : tensor<8xf32>
    %735 = stablehlo.sqrt %734 : tensor<8xf32>
    %736 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %737 = stablehlo.add %735, %736 : tensor<8xf32>
    %738 = stablehlo.divide %732, %737 : tensor<8xf32>
    %739 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %740 = stablehlo.multiply %481, %739 : tensor<8x8xf32>
    %741 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %742 = stablehlo.multiply %592, %741 : tensor<8x8xf32>
    %743 = stablehlo.sqrt %742 : tensor<8x8xf32>
    %744 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %745 = stablehlo.add %743, %744 : tensor<8x8xf32>
    %746 = stablehlo.divide %740, %745 : tensor<8x8xf32>
    %747 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %748 = stablehlo.multiply %486, %747 : tensor<8xf32>
    %749 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %750 = stablehlo.multiply %598, %749 : tensor<8xf32>
    %751 = stablehlo.sqrt %750 : tensor<8xf32>
    %752 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %753 = stablehlo.add %751, %752 : tensor<8xf32>
    %754 = stablehlo.divide %748, %753 : tensor<8xf32>
    %755 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %756 = stablehlo.multiply %491, %755 : tensor<8xf32>
    %757 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %758 = stablehlo.multiply %604, %757 : tensor<8xf32>
    %759 = stablehlo.sqrt %758 : tensor<8xf32>
    %760 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %761 = stablehlo.add %759, %760 : tensor<8xf32>
    %762 = stablehlo.divide %756, %761 : tensor<8xf32>
    %763 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %764 = stablehlo.multiply %496, %763 : tensor<8xf32>
    %765 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %766 = stablehlo.multiply %610, %765 : tensor<8xf32>
    %767 = stablehlo.sqrt %766 : tensor<8xf32>
    %768 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %769 = stablehlo.add %767, %768 : tensor<8xf32>
    %770 = stablehlo.divide %764, %769 : tensor<8xf32>
    %771 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %772 = stablehlo.multiply %501, %771 : tensor<8x32xf32>
    %773 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %774 = stablehlo.multiply %616, %773 : tensor<8x32xf32>
    %775 = stablehlo.sqrt %774 : tensor<8x32xf32>
    %776 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x32xf32>
    %777 = stablehlo.add %775, %776 : tensor<8x32xf32>
    %778 = stablehlo.divide %772, %777 : tensor<8x32xf32>
    %779 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %780 = stablehlo.multiply %506, %779 : tensor<32xf32>
    %781 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %782 = stablehlo.multiply %622, %781 : tensor<32xf32>
    %783 = stablehlo.sqrt %782 : tensor<32xf32>
    %784 = stablehlo.constant dense<9.99999993922529e-9> : tensor<32xf32>
    %785 = stablehlo.add %783, %784 : tensor<32xf32>
    %786 = stablehlo.divide %780, %785 : tensor<32xf32>
    %787 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %788 = stablehlo.multiply %511, %787 : tensor<32x8xf32>
    %789 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %790 = stablehlo.multiply %628, %789 : tensor<32x8xf32>
    %791 = stablehlo.sqrt %790 : tensor<32x8xf32>
    %792 = stablehlo.constant dense<9.99999993922529e-9> : tensor<32x8xf32>
    %793 = stablehlo.add %791, %792 : tensor<32x8xf32>
    %794 = stablehlo.divide %788, %793 : tensor<32x8xf32>
    %795 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %796 = stablehlo.multiply %516, %795 : tensor<8xf32>
    %797 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %798 = stablehlo.multiply %634, %797 : tensor<8xf32>
    %799 = stablehlo.sqrt %798 : tensor<8xf32>
    %800 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %801 = stablehlo.add %799, %800 : tensor<8xf32>
    %802 = stablehlo.divide %796, %801 : tensor<8xf32>
    %803 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %804 = stablehlo.multiply %521, %803 : tensor<8xf32>
    %805 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %806 = stablehlo.multiply %640, %805 : tensor<8xf32>
    %807 = stablehlo.sqrt %806 : tensor<8xf32>
    %808 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %809 = stablehlo.add %807, %808 : tensor<8xf32>
    %810 = stablehlo.divide %804, %809 : tensor<8xf32>
    %811 = stablehlo.broadcast_in_dim %656, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %812 = stablehlo.multiply %526, %811 : tensor<8xf32>
    %813 = stablehlo.broadcast_in_dim %658, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %814 = stablehlo.multiply %646, %813 : tensor<8xf32>
    %815 = stablehlo.sqrt %814 : tensor<8xf32>
    %816 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %817 = stablehlo.add %815, %816 : tensor<8xf32>
    %818 = stablehlo.divide %812, %817 : tensor<8xf32>
    %819 = stablehlo.constant dense<9.999999776482582e-3> : tensor<64x8xf32>
    %820 = stablehlo.multiply %arg0, %819 : tensor<64x8xf32>
    %821 = stablehlo.add %666, %820 : tensor<64x8xf32>
    %822 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %823 = stablehlo.multiply %arg1, %822 : tensor<4x8xf32>
    %824 = stablehlo.add %674, %823 : tensor<4x8xf32>
    %825 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %826 = stablehlo.multiply %arg2, %825 : tensor<8xf32>
    %827 = stablehlo.add %682, %826 : tensor<8xf32>
    %828 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %829 = stablehlo.multiply %arg3, %828 : tensor<8xf32>
    %830 = stablehlo.add %690, %829 : tensor<8xf32>
    %831 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %832 = stablehlo.multiply %arg4, %831 : tensor<8x8xf32>
    %833 = stablehlo.add %698, %832 : tensor<8x8xf32>
    %834 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %835 = stablehlo.multiply %arg5, %834 : tensor<8xf32>
    %836 = stablehlo.add %706, %835 : tensor<8xf32>
    %837 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %838 = stablehlo.multiply %arg6, %837 : tensor<8x8xf32>
    %839 = stablehlo.add %714, %838 : tensor<8x8xf32>
    %840 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %841 = stablehlo.multiply %arg7, %840 : tensor<8xf32>
    %842 = stablehlo.add %722, %841 : tensor<8xf32>
    %843 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %844 = stablehlo.multiply %arg8, %843 : tensor<8x8xf32>
    %845 = stablehlo.add %730, %844 : tensor<8x8xf32>
    %846 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %847 = stablehlo.multiply %arg9, %846 : tensor<8xf32>
    %848 = stablehlo.add %738, %847 : tensor<8xf32>
    %849 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %850 = stablehlo.multiply %arg10, %849 : tensor<8x8xf32>
    %851 = stablehlo.add %746, %850 : tensor<8x8xf32>
    %852 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %853 = stablehlo.multiply %arg11, %852 : tensor<8xf32>
    %854 = stablehlo.add %754, %853 : tensor<8xf32>
    %855 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %856 = stablehlo.multiply %arg12, %855 : tensor<8xf32>
    %857 = stablehlo.add %762, %856 : tensor<8xf32>
    %858 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %859 = stablehlo.multiply %arg13, %858 : tensor<8xf32>
    %860 = stablehlo.add %770, %859 : tensor<8xf32>
    %861 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x32xf32>
    %862 = stablehlo.multiply %arg14, %861 : tensor<8x32xf32>
    %863 = stablehlo.add %778, %862 : tensor<8x32xf32>
    %864 = stablehlo.constant dense<9.999999776482582e-3> : tensor<32xf32>
    %865 = stablehlo.multiply %arg15, %864 : tensor<32xf32>
    %866 = stablehlo.add %786, %865 : tensor<32xf32>
    %867 = stablehlo.constant dense<9.999999776482582e-3> : tensor<32x8xf32>
    %868 = stablehlo.multiply %arg16, %867 : tensor<32x8xf32>
    %869 = stablehlo.add %794, %868 : tensor<32x8xf32>
    %870 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %871 = stablehlo.multiply %arg17, %870 : tensor<8xf32>
    %872 = stablehlo.add %802, %871 : tensor<8xf32>
    %873 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %874 = stablehlo.multiply %arg18, %873 : tensor<8xf32>
    %875 = stablehlo.add %810, %874 : tensor<8xf32>
    %876 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %877 = stablehlo.multiply %arg19, %876 : tensor<8xf32>
    %878 = stablehlo.add %818, %877 : tensor<8xf32>
    %879 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<64x8xf32>
    %880 = stablehlo.multiply %821, %879 : tensor<64x8xf32>
    %881 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %882 = stablehlo.multiply %824, %881 : tensor<4x8xf32>
    %883 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %884 = stablehlo.multiply %827, %883 : tensor<8xf32>
    %885 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %886 = stablehlo.multiply %830, %885 : tensor<8xf32>
    %887 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %888 = stablehlo.multiply %833, %887 : tensor<8x8xf32>
    %889 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %890 = stablehlo.multiply %836, %889 : tensor<8xf32>
    %891 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %892 = stablehlo.multiply %839, %891 : tensor<8x8xf32>
    %893 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %894 = stablehlo.multiply %842, %893 : tensor<8xf32>
    %895 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %896 = stablehlo.multiply %845, %895 : tensor<8x8xf32>
    %897 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %898 = stablehlo.multiply %848, %897 : tensor<8xf32>
    %899 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %900 = stablehlo.multiply %851, %899 : tensor<8x8xf32>
    %901 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %902 = stablehlo.multiply %854, %901 : tensor<8xf32>
    %903 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %904 = stablehlo.multiply %857, %903 : tensor<8xf32>
    %905 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %906 = stablehlo.multiply %860, %905 : tensor<8xf32>
    %907 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x32xf32>
    %908 = stablehlo.multiply %863, %907 : tensor<8x32xf32>
    %909 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<32xf32>
    %910 = stablehlo.multiply %866, %909 : tensor<32xf32>
    %911 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<32x8xf32>
    %912 = stablehlo.multiply %869, %911 : tensor<32x8xf32>
    %913 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %914 = stablehlo.multiply %872, %913 : tensor<8xf32>
    %915 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %916 = stablehlo.multiply %875, %915 : tensor<8xf32>
    %917 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %918 = stablehlo.multiply %878, %917 : tensor<8xf32>
    %919 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %920 = stablehlo.add %arg62, %919 : tensor<f32>
    %921 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %922 = stablehlo.minimum %920, %921 : tensor<f32>
    %923 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %924 = stablehlo.multiply %880, %923 : tensor<64x8xf32>
    %925 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %926 = stablehlo.multiply %882, %925 : tensor<4x8xf32>
    %927 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %928 = stablehlo.multiply %884, %927 : tensor<8xf32>
    %929 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %930 = stablehlo.multiply %886, %929 : tensor<8xf32>
    %931 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %932 = stablehlo.multiply %888, %931 : tensor<8x8xf32>
    %933 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %934 = stablehlo.multiply %890, %933 : tensor<8xf32>
    %935 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %936 = stablehlo.multiply %892, %935 : tensor<8x8xf32>
    %937 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %938 = stablehlo.multiply %894, %937 : tensor<8xf32>
    %939 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %940 = stablehlo.multiply %896, %939 : tensor<8x8xf32>
    %941 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %942 = stablehlo.multiply %898, %941 : tensor<8xf32>
    %943 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %944 = stablehlo.multiply %900, %943 : tensor<8x8xf32>
    %945 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %946 = stablehlo.multiply %902, %945 : tensor<8xf32>
    %947 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %948 = stablehlo.multiply %904, %947 : tensor<8xf32>
    %949 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %950 = stablehlo.multiply %906, %949 : tensor<8xf32>
    %951 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %952 = stablehlo.multiply %908, %951 : tensor<8x32xf32>
    %953 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %954 = stablehlo.multiply %910, %953 : tensor<32xf32>
    %955 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %956 = stablehlo.multiply %912, %955 : tensor<32x8xf32>
    %957 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %958 = stablehlo.multiply %914, %957 : tensor<8xf32>
    %959 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %960 = stablehlo.multiply %916, %959 : tensor<8xf32>
    %961 = stablehlo.broadcast_in_dim %922, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %962 = stablehlo.multiply %918, %961 : tensor<8xf32>
    %963 = stablehlo.add %arg0, %924 : tensor<64x8xf32>
    %964 = stablehlo.add %arg1, %926 : tensor<4x8xf32>
    %965 = stablehlo.add %arg2, %928 : tensor<8xf32>
    %966 = stablehlo.add %arg3, %930 : tensor<8xf32>
    %967 = stablehlo.add %arg4, %932 : tensor<8x8xf32>
    %968 = stablehlo.add %arg5, %934 : tensor<8xf32>
    %969 = stablehlo.add %arg6, %936 : tensor<8x8xf32>
    %970 = stablehlo.add %arg7, %938 : tensor<8xf32>
    %971 = stablehlo.add %arg8, %940 : tensor<8x8xf32>
    %972 = stablehlo.add %arg9, %942 : tensor<8xf32>
    %973 = stablehlo.add %arg10, %944 : tensor<8x8xf32>
    %974 = stablehlo.add %arg11, %946 : tensor<8xf32>
    %975 = stablehlo.add %arg12, %948 : tensor<8xf32>
    %976 = stablehlo.add %arg13, %950 : tensor<8xf32>
    %977 = stablehlo.add %arg14, %952 : tensor<8x32xf32>
    %978 = stablehlo.add %arg15, %954 : tensor<32xf32>
    %979 = stablehlo.add %arg16, %956 : tensor<32x8xf32>
    %980 = stablehlo.add %arg17, %958 : tensor<8xf32>
    %981 = stablehlo.add %arg18, %960 : tensor<8xf32>
    %982 = stablehlo.add %arg19, %962 : tensor<8xf32>
    return %963, %964, %965, %966, %967, %968, %969, %970, %971, %972, %973, %974, %975, %976, %977, %978, %979, %980, %981, %982, %431, %436, %441, %446, %451, %456, %461, %466, %471, %476, %481, %486, %491, %496, %501, %506, %511, %516, %521, %526, %532, %538, %544, %550, %556, %562, %568, %574, %580, %586, %592, %598, %604, %610, %616, %622, %628, %634, %640, %646, %650, %654, %922, %322 : tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
