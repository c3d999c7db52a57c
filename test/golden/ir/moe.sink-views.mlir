module @trainStep {
  func.func public @main(%arg0: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x8xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<8xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x8xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<8xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x8xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<8xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<8x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x2xf32> loc("state.params.blocks[0].feedForward.gate"), %arg15: tensor<2x8x32xf32> loc("state.params.blocks[0].feedForward.up"), %arg16: tensor<2x32x8xf32> loc("state.params.blocks[0].feedForward.down"), %arg17: tensor<8xf32> loc("state.params.norm.scale"), %arg18: tensor<8xf32> loc("state.params.norm.bias"), %arg19: tensor<64x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg20: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg21: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg23: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg24: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg25: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg26: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg27: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg28: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg29: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg30: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg32: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg33: tensor<8x2xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.gate"), %arg34: tensor<2x8x32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up"), %arg35: tensor<2x32x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down"), %arg36: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg38: tensor<64x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg39: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg40: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg41: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg42: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg43: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg44: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg45: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg46: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg47: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg48: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg49: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg50: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg51: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg52: tensor<8x2xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.gate"), %arg53: tensor<2x8x32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up"), %arg54: tensor<2x32x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down"), %arg55: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg56: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg57: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg58: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg59: tensor<f32> loc("state.optimizer[2].share"), %arg60: tensor<4x4xi32> loc("tokens"), %arg61: tensor<4x4xi32> loc("targets")) -> (tensor<64x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.params.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init2 = stablehlo.constant dense<-2147483648> : tensor<i32>
    %0 = stablehlo.iota dim = 0 : tensor<4xi32>
    %1 = stablehlo.constant dense<[2, 1]> : tensor<2xi32>
    %2 = stablehlo.iota dim = 0 : tensor<2xi32>
    %3 = stablehlo.iota dim = 0 : tensor<5xi32>
    %4 = stablehlo.iota dim = 0 : tensor<64xi32>
    %5 = "stablehlo.gather"(%arg0, %arg60) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<64x8xf32>, tensor<4x4xi32>) -> tensor<4x4x8xf32>
    %6 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<4x8xf32>) -> tensor<4x4x8xf32>
    %7 = stablehlo.add %5, %6 : tensor<4x4x8xf32>
    %8 = stablehlo.reduce(%7 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %9 = stablehlo.constant dense<1.25e-1> : tensor<4x4xf32>
    %10 = stablehlo.multiply %8, %9 : tensor<4x4xf32>
    %11 = stablehlo.broadcast_in_dim %10, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %12 = stablehlo.subtract %7, %11 : tensor<4x4x8xf32>
    %13 = stablehlo.multiply %12, %12 : tensor<4x4x8xf32>
    %14 = stablehlo.reduce(%13 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %15 = stablehlo.multiply %14, %9 : tensor<4x4xf32>
    %16 = stablehlo.constant dense<9.999999747378752e-6> : tensor<4x4xf32>
    %17 = stablehlo.add %15, %16 : tensor<4x4xf32>
    %18 = stablehlo.sqrt %17 : tensor<4x4xf32>
    %19 = stablehlo.constant dense<2.0e+0> : tensor<4x4xf32>
    %20 = stablehlo.multiply %18, %19 : tensor<4x4xf32>
    %21 = stablehlo.constant dense<1.0e+0> : tensor<4x4xf32>
    %22 = stablehlo.divide %21, %18 : tensor<4x4xf32>
    %23 = stablehlo.divide %22, %18 : tensor<4x4xf32>
    %24 = stablehlo.negate %23 : tensor<4x4xf32>
    %25 = stablehlo.broadcast_in_dim %22, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %26 = stablehlo.multiply %12, %25 : tensor<4x4x8xf32>
    %27 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %28 = stablehlo.multiply %26, %27 : tensor<4x4x8xf32>
    %29 = stablehlo.broadcast_in_dim %arg3, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %30 = stablehlo.add %28, %29 : tensor<4x4x8xf32>
    %31 = stablehlo.dot_general %30, %arg4, contracting_dims = [2] x [0] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %32 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %33 = stablehlo.add %31, %32 : tensor<4x4x8xf32>
    %34 = stablehlo.reshape %33 : (tensor<4x4x8xf32>) -> tensor<4x4x2x4xf32>
    %35 = stablehlo.dot_general %30, %arg6, contracting_dims = [2] x [0] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %36 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %37 = stablehlo.add %35, %36 : tensor<4x4x8xf32>
    %38 = stablehlo.reshape %37 : (tensor<4x4x8xf32>) -> tensor<4x4x2x4xf32>
    %39 = stablehlo.dot_general %30, %arg8, contracting_dims = [2] x [0] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %40 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %41 = stablehlo.add %39, %40 : tensor<4x4x8xf32>
    %42 = stablehlo.reshape %41 : (tensor<4x4x8xf32>) -> tensor<4x4x2x4xf32>
    %43 = stablehlo.dot_general %34, %38, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<4x4x2x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %44 = stablehlo.constant dense<5.0e-1> : tensor<4x2x4x4xf32>
    %45 = stablehlo.multiply %43, %44 : tensor<4x2x4x4xf32>
    %46 = stablehlo.broadcast_in_dim %0, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %47 = stablehlo.broadcast_in_dim %0, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %48 = stablehlo.compare LE, %46, %47 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %49 = stablehlo.broadcast_in_dim %48, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<4x2x4x4xi1>
    %50 = stablehlo.constant dense<-1.0e+9> : tensor<4x2x4x4xf32>
    %51 = stablehlo.select %49, %45, %50 : tensor<4x2x4x4xi1>, tensor<4x2x4x4xf32>
    %52 = stablehlo.reduce(%51 init: %init1) applies stablehlo.maximum across dimensions = [3] : (tensor<4x2x4x4xf32>, tensor<f32>) -> tensor<4x2x4xf32>
    %53 = stablehlo.broadcast_in_dim %52, dims = [0, 1, 2] : (tensor<4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %54 = stablehlo.subtract %51, %53 : tensor<4x2x4x4xf32>
    %55 = stablehlo.exponential %54 : tensor<4x2x4x4xf32>
    %56 = stablehlo.reduce(%55 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<4x2x4x4xf32>, tensor<f32>) -> tensor<4x2x4xf32>
    %57 = stablehlo.constant dense<1.0e+0> : tensor<4x2x4xf32>
    %58 = stablehlo.divide %57, %56 : tensor<4x2x4xf32>
    %59 = stablehlo.divide %58, %56 : tensor<4x2x4xf32>
    %60 = stablehlo.negate %59 : tensor<4x2x4xf32>
    %61 = stablehlo.broadcast_in_dim %58, dims = [0, 1, 2] : (tensor<4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %62 = stablehlo.multiply %55, %61 : tensor<4x2x4x4xf32>
    %63 = stablehlo.dot_general %62, %42, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<4x2x4x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %64 = stablehlo.transpose %63, dims = [0, 2, 1, 3] : (tensor<4x2x4x4xf32>) -> tensor<4x4x2x4xf32>
    %65 = stablehlo.reshape %64 : (tensor<4x4x2x4xf32>) -> tensor<4x4x8xf32>
    %66 = stablehlo.dot_general %65, %arg10, contracting_dims = [2] x [0] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %67 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %68 = stablehlo.add %66, %67 : tensor<4x4x8xf32>
    %69 = stablehlo.add %7, %68 : tensor<4x4x8xf32>
    %70 = stablehlo.reduce(%69 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %71 = stablehlo.multiply %70, %9 : tensor<4x4xf32>
    %72 = stablehlo.broadcast_in_dim %71, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %73 = stablehlo.subtract %69, %72 : tensor<4x4x8xf32>
    %74 = stablehlo.multiply %73, %73 : tensor<4x4x8xf32>
    %75 = stablehlo.reduce(%74 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %76 = stablehlo.multiply %75, %9 : tensor<4x4xf32>
    %77 = stablehlo.add %76, %16 : tensor<4x4xf32>
    %78 = stablehlo.sqrt %77 : tensor<4x4xf32>
    %79 = stablehlo.multiply %78, %19 : tensor<4x4xf32>
    %80 = stablehlo.divide %21, %78 : tensor<4x4xf32>
    %81 = stablehlo.divide %80, %78 : tensor<4x4xf32>
    %82 = stablehlo.negate %81 : tensor<4x4xf32>
    %83 = stablehlo.broadcast_in_dim %80, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %84 = stablehlo.multiply %73, %83 : tensor<4x4x8xf32>
    %85 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %86 = stablehlo.multiply %84, %85 : tensor<4x4x8xf32>
    %87 = stablehlo.broadcast_in_dim %arg13, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %88 = stablehlo.add %86, %87 : tensor<4x4x8xf32>
    %89 = stablehlo.dot_general %88, %arg14, contracting_dims = [2] x [0] : (tensor<4x4x8xf32>, tensor<8x2xf32>) -> tensor<4x4x2xf32>
    %90 = stablehlo.reduce(%89 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x4xf32>
    %91 = stablehlo.broadcast_in_dim %90, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x2xf32>
    %92 = stablehlo.subtract %89, %91 : tensor<4x4x2xf32>
    %93 = stablehlo.exponential %92 : tensor<4x4x2xf32>
    %94 = stablehlo.reduce(%93 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x4xf32>
    %95 = stablehlo.divide %21, %94 : tensor<4x4xf32>
    %96 = stablehlo.divide %95, %94 : tensor<4x4xf32>
    %97 = stablehlo.negate %96 : tensor<4x4xf32>
    %98 = stablehlo.broadcast_in_dim %95, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x2xf32>
    %99 = stablehlo.multiply %93, %98 : tensor<4x4x2xf32>
    %100 = stablehlo.compare LT, %46, %47 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %101 = stablehlo.convert %100 : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %102 = stablehlo.reduce(%99 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x4xf32>
    %103 = stablehlo.broadcast_in_dim %102, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x2xf32>
    %104 = stablehlo.compare EQ, %99, %103 : (tensor<4x4x2xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xi1>
    %105 = stablehlo.convert %104 : (tensor<4x4x2xi1>) -> tensor<4x4x2xi32>
    %106 = stablehlo.broadcast_in_dim %1, dims = [2] : (tensor<2xi32>) -> tensor<4x4x2xi32>
    %107 = stablehlo.multiply %105, %106 : tensor<4x4x2xi32>
    %108 = stablehlo.reduce(%107 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<4x4x2xi32>, tensor<i32>) -> tensor<4x4xi32>
    %109 = stablehlo.constant dense<2> : tensor<4x4xi32>
    %110 = stablehlo.subtract %109, %108 : tensor<4x4xi32>
    %111 = stablehlo.broadcast_in_dim %110, dims = [0, 1] : (tensor<4x4xi32>) -> tensor<4x4x2xi32>
    %112 = stablehlo.broadcast_in_dim %2, dims = [2] : (tensor<2xi32>) -> tensor<4x4x2xi32>
    %113 = stablehlo.compare EQ, %111, %112 : (tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi1>
    %114 = stablehlo.convert %113 : (tensor<4x4x2xi1>) -> tensor<4x4x2xf32>
    %115 = stablehlo.constant dense<0.0e+0> : tensor<4x4x2xf32>
    %116 = stablehlo.compare LT, %115, %114 : (tensor<4x4x2xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xi1>
    %117 = stablehlo.constant dense<-1.0e+0> : tensor<4x4x2xf32>
    %118 = stablehlo.select %116, %117, %99 : tensor<4x4x2xi1>, tensor<4x4x2xf32>
    %119 = stablehlo.reduce(%118 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x4xf32>
    %120 = stablehlo.broadcast_in_dim %119, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x2xf32>
    %121 = stablehlo.compare EQ, %118, %120 : (tensor<4x4x2xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xi1>
    %122 = stablehlo.convert %121 : (tensor<4x4x2xi1>) -> tensor<4x4x2xi32>
    %123 = stablehlo.multiply %122, %106 : tensor<4x4x2xi32>
    %124 = stablehlo.reduce(%123 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<4x4x2xi32>, tensor<i32>) -> tensor<4x4xi32>
    %125 = stablehlo.subtract %109, %124 : tensor<4x4xi32>
    %126 = stablehlo.broadcast_in_dim %125, dims = [0, 1] : (tensor<4x4xi32>) -> tensor<4x4x2xi32>
    %127 = stablehlo.compare EQ, %126, %112 : (tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi1>
    %128 = stablehlo.convert %127 : (tensor<4x4x2xi1>) -> tensor<4x4x2xf32>
    %129 = stablehlo.reduce(%114 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x2xf32>
    %130 = stablehlo.constant dense<2.5e-1> : tensor<4x2xf32>
    %131 = stablehlo.multiply %129, %130 : tensor<4x2xf32>
    %132 = stablehlo.reduce(%99 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x2xf32>
    %133 = stablehlo.multiply %132, %130 : tensor<4x2xf32>
    %134 = stablehlo.multiply %131, %133 : tensor<4x2xf32>
    %135 = stablehlo.reduce(%134 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<4x2xf32>, tensor<f32>) -> tensor<4xf32>
    %136 = stablehlo.constant dense<2.0e+0> : tensor<4xf32>
    %137 = stablehlo.multiply %135, %136 : tensor<4xf32>
    %138 = stablehlo.multiply %114, %99 : tensor<4x4x2xf32>
    %139 = stablehlo.multiply %128, %99 : tensor<4x4x2xf32>
    %140 = stablehlo.reduce(%138 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x4xf32>
    %141 = stablehlo.reduce(%139 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x4xf32>
    %142 = stablehlo.add %140, %141 : tensor<4x4xf32>
    %143 = stablehlo.dot_general %101, %114, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %144 = stablehlo.convert %143 : (tensor<4x4x2xf32>) -> tensor<4x4x2xi32>
    %145 = stablehlo.transpose %144, dims = [1, 0, 2] : (tensor<4x4x2xi32>) -> tensor<4x4x2xi32>
    %146 = stablehlo.broadcast_in_dim %145, dims = [0, 1, 2] : (tensor<4x4x2xi32>) -> tensor<4x4x2x5xi32>
    %147 = stablehlo.broadcast_in_dim %3, dims = [3] : (tensor<5xi32>) -> tensor<4x4x2x5xi32>
    %148 = stablehlo.compare EQ, %146, %147 : (tensor<4x4x2x5xi32>, tensor<4x4x2x5xi32>) -> tensor<4x4x2x5xi1>
    %149 = stablehlo.convert %148 : (tensor<4x4x2x5xi1>) -> tensor<4x4x2x5xf32>
    %150 = stablehlo.broadcast_in_dim %114, dims = [0, 1, 2] : (tensor<4x4x2xf32>) -> tensor<4x4x2x5xf32>
    %151 = stablehlo.multiply %149, %150 : tensor<4x4x2x5xf32>
    %152 = stablehlo.divide %21, %142 : tensor<4x4xf32>
    %153 = stablehlo.divide %152, %142 : tensor<4x4xf32>
    %154 = stablehlo.negate %153 : tensor<4x4xf32>
    %155 = stablehlo.broadcast_in_dim %152, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x2xf32>
    %156 = stablehlo.multiply %138, %155 : tensor<4x4x2xf32>
    %157 = stablehlo.broadcast_in_dim %156, dims = [0, 1, 2] : (tensor<4x4x2xf32>) -> tensor<4x4x2x5xf32>
    %158 = stablehlo.multiply %151, %157 : tensor<4x4x2x5xf32>
    %159 = stablehlo.dot_general %101, %128, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %160 = stablehlo.transpose %159, dims = [1, 0, 2] : (tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %161 = stablehlo.broadcast_in_dim %129, dims = [0, 2] : (tensor<4x2xf32>) -> tensor<4x4x2xf32>
    %162 = stablehlo.add %160, %161 : tensor<4x4x2xf32>
    %163 = stablehlo.convert %162 : (tensor<4x4x2xf32>) -> tensor<4x4x2xi32>
    %164 = stablehlo.broadcast_in_dim %163, dims = [0, 1, 2] : (tensor<4x4x2xi32>) -> tensor<4x4x2x5xi32>
    %165 = stablehlo.compare EQ, %164, %147 : (tensor<4x4x2x5xi32>, tensor<4x4x2x5xi32>) -> tensor<4x4x2x5xi1>
    %166 = stablehlo.convert %165 : (tensor<4x4x2x5xi1>) -> tensor<4x4x2x5xf32>
    %167 = stablehlo.broadcast_in_dim %128, dims = [0, 1, 2] : (tensor<4x4x2xf32>) -> tensor<4x4x2x5xf32>
    %168 = stablehlo.multiply %166, %167 : tensor<4x4x2x5xf32>
    %169 = stablehlo.multiply %139, %155 : tensor<4x4x2xf32>
    %170 = stablehlo.broadcast_in_dim %169, dims = [0, 1, 2] : (tensor<4x4x2xf32>) -> tensor<4x4x2x5xf32>
    %171 = stablehlo.multiply %168, %170 : tensor<4x4x2x5xf32>
    %172 = stablehlo.add %158, %171 : tensor<4x4x2x5xf32>
    %173 = stablehlo.reduce(%137 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %174 = stablehlo.constant dense<0.0e+0> : tensor<4x4x2x5xf32>
    %175 = stablehlo.compare LT, %174, %172 : (tensor<4x4x2x5xf32>, tensor<4x4x2x5xf32>) -> tensor<4x4x2x5xi1>
    %176 = stablehlo.convert %175 : (tensor<4x4x2x5xi1>) -> tensor<4x4x2x5xf32>
    %177 = stablehlo.dot_general %176, %88, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<4x4x2x5xf32>, tensor<4x4x8xf32>) -> tensor<4x2x5x8xf32>
    %178 = stablehlo.dot_general %177, %arg15, batching_dims = [1] x [0], contracting_dims = [3] x [1] : (tensor<4x2x5x8xf32>, tensor<2x8x32xf32>) -> tensor<2x4x5x32xf32>
    %179 = stablehlo.constant dense<5.0e-1> : tensor<2x4x5x32xf32>
    %180 = stablehlo.multiply %178, %179 : tensor<2x4x5x32xf32> loc("gelu")
    %181 = stablehlo.constant dense<0.0e+0> : tensor<2x4x5x32xf32>
    %182 = stablehlo.multiply %178, %178 : tensor<2x4x5x32xf32> loc("gelu")
    %183 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x4x5x32xf32>
    %184 = stablehlo.multiply %182, %183 : tensor<2x4x5x32xf32> loc("gelu")
    %185 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %186 = stablehlo.constant dense<1.0e+0> : tensor<2x4x5x32xf32>
    %187 = stablehlo.add %184, %186 : tensor<2x4x5x32xf32> loc("gelu")
    %188 = stablehlo.multiply %178, %187 : tensor<2x4x5x32xf32> loc("gelu")
    %189 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x4x5x32xf32>
    %190 = stablehlo.multiply %188, %189 : tensor<2x4x5x32xf32> loc("gelu")
    %191 = stablehlo.compare LT, %190, %181 : (tensor<2x4x5x32xf32>, tensor<2x4x5x32xf32>) -> tensor<2x4x5x32xi1> loc("gelu")
    %192 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x5x32xf32>
    %193 = stablehlo.select %191, %186, %192 : tensor<2x4x5x32xi1>, tensor<2x4x5x32xf32> loc("gelu")
    %194 = stablehlo.multiply %190, %193 : tensor<2x4x5x32xf32> loc("gelu")
    %195 = stablehlo.constant dense<2.0e+0> : tensor<2x4x5x32xf32>
    %196 = stablehlo.multiply %194, %195 : tensor<2x4x5x32xf32> loc("gelu")
    %197 = stablehlo.exponential %196 : tensor<2x4x5x32xf32> loc("gelu")
    %198 = stablehlo.add %197, %192 : tensor<2x4x5x32xf32> loc("gelu")
    %199 = stablehlo.add %197, %186 : tensor<2x4x5x32xf32> loc("gelu")
    %200 = stablehlo.divide %186, %199 : tensor<2x4x5x32xf32> loc("gelu")
    %201 = stablehlo.multiply %200, %200 : tensor<2x4x5x32xf32> loc("gelu")
    %202 = stablehlo.negate %201 : tensor<2x4x5x32xf32> loc("gelu")
    %203 = stablehlo.multiply %198, %200 : tensor<2x4x5x32xf32> loc("gelu")
    %204 = stablehlo.multiply %203, %193 : tensor<2x4x5x32xf32> loc("gelu")
    %205 = stablehlo.add %204, %186 : tensor<2x4x5x32xf32> loc("gelu")
    %206 = stablehlo.multiply %180, %205 : tensor<2x4x5x32xf32> loc("gelu")
    %207 = stablehlo.dot_general %arg16, %206, batching_dims = [0] x [0], contracting_dims = [1] x [3] : (tensor<2x32x8xf32>, tensor<2x4x5x32xf32>) -> tensor<2x8x4x5xf32>
    %208 = stablehlo.transpose %207, dims = [2, 1, 0, 3] : (tensor<2x8x4x5xf32>) -> tensor<4x8x2x5xf32>
    %209 = stablehlo.reshape %172 : (tensor<4x4x2x5xf32>) -> tensor<4x4x10xf32>
    %210 = stablehlo.reshape %208 : (tensor<4x8x2x5xf32>) -> tensor<4x8x10xf32>
    %211 = stablehlo.dot_general %172, %207, batching_dims = [0] x [2], contracting_dims = [2, 3] x [0, 3] : (tensor<4x4x2x5xf32>, tensor<2x8x4x5xf32>) -> tensor<4x4x8xf32>
    %212 = stablehlo.add %69, %211 : tensor<4x4x8xf32>
    %213 = stablehlo.reduce(%212 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %214 = stablehlo.multiply %213, %9 : tensor<4x4xf32>
    %215 = stablehlo.broadcast_in_dim %214, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %216 = stablehlo.subtract %212, %215 : tensor<4x4x8xf32>
    %217 = stablehlo.multiply %216, %216 : tensor<4x4x8xf32>
    %218 = stablehlo.reduce(%217 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %219 = stablehlo.multiply %218, %9 : tensor<4x4xf32>
    %220 = stablehlo.add %219, %16 : tensor<4x4xf32>
    %221 = stablehlo.sqrt %220 : tensor<4x4xf32>
    %222 = stablehlo.multiply %221, %19 : tensor<4x4xf32>
    %223 = stablehlo.divide %21, %221 : tensor<4x4xf32>
    %224 = stablehlo.divide %223, %221 : tensor<4x4xf32>
    %225 = stablehlo.negate %224 : tensor<4x4xf32>
    %226 = stablehlo.broadcast_in_dim %223, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %227 = stablehlo.multiply %216, %226 : tensor<4x4x8xf32>
    %228 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %229 = stablehlo.multiply %227, %228 : tensor<4x4x8xf32>
    %230 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %231 = stablehlo.add %229, %230 : tensor<4x4x8xf32>
    %232 = stablehlo.dot_general %231, %arg0, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<64x8xf32>) -> tensor<4x4x64xf32>
    %233 = stablehlo.reduce(%232 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<4x4x64xf32>, tensor<f32>) -> tensor<4x4xf32>
    %234 = stablehlo.broadcast_in_dim %233, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x64xf32>
    %235 = stablehlo.subtract %232, %234 : tensor<4x4x64xf32>
    %236 = stablehlo.exponential %235 : tensor<4x4x64xf32>
    %237 = stablehlo.reduce(%236 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x64xf32>, tensor<f32>) -> tensor<4x4xf32>
    %238 = stablehlo.log %237 : tensor<4x4xf32>
    %239 = stablehlo.broadcast_in_dim %238, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x64xf32>
    %240 = stablehlo.subtract %235, %239 : tensor<4x4x64xf32>
    %241 = stablehlo.broadcast_in_dim %arg61, dims = [0, 1] : (tensor<4x4xi32>) -> tensor<4x4x64xi32>
    %242 = stablehlo.broadcast_in_dim %4, dims = [2] : (tensor<64xi32>) -> tensor<4x4x64xi32>
    %243 = stablehlo.compare EQ, %241, %242 : (tensor<4x4x64xi32>, tensor<4x4x64xi32>) -> tensor<4x4x64xi1>
    %244 = stablehlo.convert %243 : (tensor<4x4x64xi1>) -> tensor<4x4x64xf32>
    %245 = stablehlo.multiply %240, %244 : tensor<4x4x64xf32>
    %246 = stablehlo.reduce(%245 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<4x4x64xf32>, tensor<f32>) -> tensor<f32>
    %247 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %248 = stablehlo.multiply %246, %247 : tensor<f32>
    %249 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %250 = stablehlo.constant dense<2.4999999441206455e-3> : tensor<f32>
    %251 = stablehlo.multiply %173, %250 : tensor<f32>
    %252 = stablehlo.subtract %251, %248 : tensor<f32>
    %253 = stablehlo.constant dense<1.2499999720603228e-3> : tensor<4x2xf32>
    %254 = stablehlo.multiply %131, %253 : tensor<4x2xf32>
    %255 = stablehlo.broadcast_in_dim %254, dims = [0, 2] : (tensor<4x2xf32>) -> tensor<4x4x2xf32>
    %256 = stablehlo.constant dense<-6.25e-2> : tensor<4x4x64xf32>
    %257 = stablehlo.multiply %256, %244 : tensor<4x4x64xf32>
    %258 = stablehlo.reduce(%257 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x64xf32>, tensor<f32>) -> tensor<4x4xf32>
    %259 = stablehlo.negate %258 : tensor<4x4xf32>
    %260 = stablehlo.divide %259, %237 : tensor<4x4xf32>
    %261 = stablehlo.broadcast_in_dim %260, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x64xf32>
    %262 = stablehlo.multiply %236, %261 : tensor<4x4x64xf32>
    %263 = stablehlo.add %257, %262 : tensor<4x4x64xf32>
    %264 = stablehlo.dot_general %263, %arg0, contracting_dims = [2] x [0] : (tensor<4x4x64xf32>, tensor<64x8xf32>) -> tensor<4x4x8xf32>
    %265 = stablehlo.reduce(%264 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %266 = stablehlo.multiply %264, %228 : tensor<4x4x8xf32>
    %267 = stablehlo.multiply %266, %226 : tensor<4x4x8xf32>
    %268 = stablehlo.multiply %216, %266 : tensor<4x4x8xf32>
    %269 = stablehlo.reduce(%268 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %270 = stablehlo.multiply %225, %269 : tensor<4x4xf32>
    %271 = stablehlo.divide %270, %222 : tensor<4x4xf32>
    %272 = stablehlo.multiply %271, %9 : tensor<4x4xf32>
    %273 = stablehlo.broadcast_in_dim %272, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %274 = stablehlo.multiply %273, %216 : tensor<4x4x8xf32>
    %275 = stablehlo.add %267, %274 : tensor<4x4x8xf32>
    %276 = stablehlo.add %275, %274 : tensor<4x4x8xf32>
    %277 = stablehlo.reduce(%276 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %278 = stablehlo.constant dense<-1.25e-1> : tensor<4x4xf32>
    %279 = stablehlo.multiply %277, %278 : tensor<4x4xf32>
    %280 = stablehlo.broadcast_in_dim %279, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %281 = stablehlo.add %276, %280 : tensor<4x4x8xf32>
    %282 = stablehlo.dot_general %281, %210, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<4x8x10xf32>) -> tensor<4x4x10xf32>
    %283 = stablehlo.reshape %282 : (tensor<4x4x10xf32>) -> tensor<4x4x2x5xf32>
    %284 = stablehlo.multiply %168, %283 : tensor<4x4x2x5xf32>
    %285 = stablehlo.reduce(%284 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<4x4x2x5xf32>, tensor<f32>) -> tensor<4x4x2xf32>
    %286 = stablehlo.multiply %285, %155 : tensor<4x4x2xf32>
    %287 = stablehlo.multiply %139, %285 : tensor<4x4x2xf32>
    %288 = stablehlo.reduce(%287 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x4xf32>
    %289 = stablehlo.multiply %154, %288 : tensor<4x4xf32>
    %290 = stablehlo.multiply %151, %283 : tensor<4x4x2x5xf32>
    %291 = stablehlo.reduce(%290 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<4x4x2x5xf32>, tensor<f32>) -> tensor<4x4x2xf32>
    %292 = stablehlo.multiply %291, %155 : tensor<4x4x2xf32>
    %293 = stablehlo.multiply %138, %291 : tensor<4x4x2xf32>
    %294 = stablehlo.reduce(%293 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x4xf32>
    %295 = stablehlo.multiply %154, %294 : tensor<4x4xf32>
    %296 = stablehlo.add %289, %295 : tensor<4x4xf32>
    %297 = stablehlo.broadcast_in_dim %296, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x2xf32>
    %298 = stablehlo.add %286, %297 : tensor<4x4x2xf32>
    %299 = stablehlo.multiply %128, %298 : tensor<4x4x2xf32>
    %300 = stablehlo.add %255, %299 : tensor<4x4x2xf32>
    %301 = stablehlo.add %292, %297 : tensor<4x4x2xf32>
    %302 = stablehlo.multiply %114, %301 : tensor<4x4x2xf32>
    %303 = stablehlo.add %300, %302 : tensor<4x4x2xf32>
    %304 = stablehlo.multiply %303, %98 : tensor<4x4x2xf32>
    %305 = stablehlo.multiply %93, %303 : tensor<4x4x2xf32>
    %306 = stablehlo.reduce(%305 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x2xf32>, tensor<f32>) -> tensor<4x4xf32>
    %307 = stablehlo.multiply %97, %306 : tensor<4x4xf32>
    %308 = stablehlo.broadcast_in_dim %307, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x2xf32>
    %309 = stablehlo.add %304, %308 : tensor<4x4x2xf32>
    %310 = stablehlo.multiply %93, %309 : tensor<4x4x2xf32>
    %311 = stablehlo.dot_general %310, %arg14, contracting_dims = [2] x [1] : (tensor<4x4x2xf32>, tensor<8x2xf32>) -> tensor<4x4x8xf32>
    %312 = stablehlo.dot_general %88, %310, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x8xf32>, tensor<4x4x2xf32>) -> tensor<8x2xf32>
    %313 = stablehlo.dot_general %281, %209, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<4x4x8xf32>, tensor<4x4x10xf32>) -> tensor<4x8x10xf32>
    %314 = stablehlo.reshape %313 : (tensor<4x8x10xf32>) -> tensor<4x8x2x5xf32>
    %315 = stablehlo.dot_general %314, %arg16, batching_dims = [2] x [0], contracting_dims = [1] x [2] : (tensor<4x8x2x5xf32>, tensor<2x32x8xf32>) -> tensor<2x4x5x32xf32>
    %316 = stablehlo.multiply %315, %205 : tensor<2x4x5x32xf32> loc("gelu")
    %317 = stablehlo.multiply %180, %315 : tensor<2x4x5x32xf32> loc("gelu")
    %318 = stablehlo.multiply %317, %193 : tensor<2x4x5x32xf32> loc("gelu")
    %319 = stablehlo.multiply %318, %200 : tensor<2x4x5x32xf32> loc("gelu")
    %320 = stablehlo.multiply %198, %318 : tensor<2x4x5x32xf32> loc("gelu")
    %321 = stablehlo.multiply %202, %320 : tensor<2x4x5x32xf32> loc("gelu")
    %322 = stablehlo.add %319, %321 : tensor<2x4x5x32xf32> loc("gelu")
    %323 = stablehlo.multiply %197, %322 : tensor<2x4x5x32xf32> loc("gelu")
    %324 = stablehlo.multiply %323, %195 : tensor<2x4x5x32xf32> loc("gelu")
    %325 = stablehlo.multiply %324, %193 : tensor<2x4x5x32xf32> loc("gelu")
    %326 = stablehlo.multiply %325, %189 : tensor<2x4x5x32xf32> loc("gelu")
    %327 = stablehlo.multiply %326, %187 : tensor<2x4x5x32xf32> loc("gelu")
    %328 = stablehlo.multiply %178, %326 : tensor<2x4x5x32xf32> loc("gelu")
    %329 = stablehlo.multiply %328, %183 : tensor<2x4x5x32xf32> loc("gelu")
    %330 = stablehlo.multiply %329, %178 : tensor<2x4x5x32xf32> loc("gelu")
    %331 = stablehlo.add %327, %330 : tensor<2x4x5x32xf32> loc("gelu")
    %332 = stablehlo.add %331, %330 : tensor<2x4x5x32xf32> loc("gelu")
    %333 = stablehlo.multiply %316, %179 : tensor<2x4x5x32xf32> loc("gelu")
    %334 = stablehlo.add %332, %333 : tensor<2x4x5x32xf32> loc("gelu")
    %335 = stablehlo.dot_general %334, %arg15, batching_dims = [0] x [0], contracting_dims = [3] x [2] : (tensor<2x4x5x32xf32>, tensor<2x8x32xf32>) -> tensor<2x4x5x8xf32>
    %336 = stablehlo.dot_general %176, %335, batching_dims = [0] x [1], contracting_dims = [2, 3] x [0, 2] : (tensor<4x4x2x5xf32>, tensor<2x4x5x8xf32>) -> tensor<4x4x8xf32>
    %337 = stablehlo.add %311, %336 : tensor<4x4x8xf32>
    %338 = stablehlo.reduce(%337 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %339 = stablehlo.multiply %337, %85 : tensor<4x4x8xf32>
    %340 = stablehlo.multiply %339, %83 : tensor<4x4x8xf32>
    %341 = stablehlo.multiply %73, %339 : tensor<4x4x8xf32>
    %342 = stablehlo.reduce(%341 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %343 = stablehlo.multiply %82, %342 : tensor<4x4xf32>
    %344 = stablehlo.divide %343, %79 : tensor<4x4xf32>
    %345 = stablehlo.multiply %344, %9 : tensor<4x4xf32>
    %346 = stablehlo.broadcast_in_dim %345, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %347 = stablehlo.multiply %346, %73 : tensor<4x4x8xf32>
    %348 = stablehlo.add %340, %347 : tensor<4x4x8xf32>
    %349 = stablehlo.add %348, %347 : tensor<4x4x8xf32>
    %350 = stablehlo.reduce(%349 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %351 = stablehlo.add %281, %349 : tensor<4x4x8xf32>
    %352 = stablehlo.multiply %350, %278 : tensor<4x4xf32>
    %353 = stablehlo.broadcast_in_dim %352, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %354 = stablehlo.add %351, %353 : tensor<4x4x8xf32>
    %355 = stablehlo.reduce(%354 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %356 = stablehlo.dot_general %354, %arg10, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %357 = stablehlo.reshape %356 : (tensor<4x4x8xf32>) -> tensor<4x4x2x4xf32>
    %358 = stablehlo.dot_general %357, %42, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<4x4x2x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %359 = stablehlo.multiply %358, %61 : tensor<4x2x4x4xf32>
    %360 = stablehlo.multiply %55, %358 : tensor<4x2x4x4xf32>
    %361 = stablehlo.reduce(%360 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<4x2x4x4xf32>, tensor<f32>) -> tensor<4x2x4xf32>
    %362 = stablehlo.multiply %60, %361 : tensor<4x2x4xf32>
    %363 = stablehlo.broadcast_in_dim %362, dims = [0, 1, 2] : (tensor<4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %364 = stablehlo.add %359, %363 : tensor<4x2x4x4xf32>
    %365 = stablehlo.multiply %55, %364 : tensor<4x2x4x4xf32>
    %366 = stablehlo.constant dense<0.0e+0> : tensor<4x2x4x4xf32>
    %367 = stablehlo.select %49, %365, %366 : tensor<4x2x4x4xi1>, tensor<4x2x4x4xf32>
    %368 = stablehlo.multiply %367, %44 : tensor<4x2x4x4xf32>
    %369 = stablehlo.dot_general %368, %38, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<4x2x4x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %370 = stablehlo.transpose %369, dims = [0, 2, 1, 3] : (tensor<4x2x4x4xf32>) -> tensor<4x4x2x4xf32>
    %371 = stablehlo.reshape %370 : (tensor<4x4x2x4xf32>) -> tensor<4x4x8xf32>
    %372 = stablehlo.reduce(%371 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %373 = stablehlo.dot_general %371, %arg4, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %374 = stablehlo.dot_general %30, %371, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<8x8xf32>
    %375 = stablehlo.dot_general %368, %34, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<4x2x4x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %376 = stablehlo.transpose %375, dims = [0, 2, 1, 3] : (tensor<4x2x4x4xf32>) -> tensor<4x4x2x4xf32>
    %377 = stablehlo.reshape %376 : (tensor<4x4x2x4xf32>) -> tensor<4x4x8xf32>
    %378 = stablehlo.reduce(%377 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %379 = stablehlo.dot_general %377, %arg6, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %380 = stablehlo.add %373, %379 : tensor<4x4x8xf32>
    %381 = stablehlo.dot_general %30, %377, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<8x8xf32>
    %382 = stablehlo.dot_general %62, %357, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<4x2x4x4xf32>, tensor<4x4x2x4xf32>) -> tensor<4x2x4x4xf32>
    %383 = stablehlo.transpose %382, dims = [0, 2, 1, 3] : (tensor<4x2x4x4xf32>) -> tensor<4x4x2x4xf32>
    %384 = stablehlo.reshape %383 : (tensor<4x4x2x4xf32>) -> tensor<4x4x8xf32>
    %385 = stablehlo.reduce(%384 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %386 = stablehlo.dot_general %384, %arg8, contracting_dims = [2] x [1] : (tensor<4x4x8xf32>, tensor<8x8xf32>) -> tensor<4x4x8xf32>
    %387 = stablehlo.add %380, %386 : tensor<4x4x8xf32>
    %388 = stablehlo.reduce(%387 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %389 = stablehlo.multiply %387, %27 : tensor<4x4x8xf32>
    %390 = stablehlo.multiply %389, %25 : tensor<4x4x8xf32>
    %391 = stablehlo.multiply %12, %389 : tensor<4x4x8xf32>
    %392 = stablehlo.reduce(%391 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %393 = stablehlo.multiply %24, %392 : tensor<4x4xf32>
    %394 = stablehlo.divide %393, %20 : tensor<4x4xf32>
    %395 = stablehlo.multiply %394, %9 : tensor<4x4xf32>
    %396 = stablehlo.broadcast_in_dim %395, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %397 = stablehlo.multiply %396, %12 : tensor<4x4x8xf32>
    %398 = stablehlo.add %390, %397 : tensor<4x4x8xf32>
    %399 = stablehlo.add %398, %397 : tensor<4x4x8xf32>
    %400 = stablehlo.reduce(%399 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x4xf32>
    %401 = stablehlo.add %354, %399 : tensor<4x4x8xf32>
    %402 = stablehlo.multiply %400, %278 : tensor<4x4xf32>
    %403 = stablehlo.broadcast_in_dim %402, dims = [0, 1] : (tensor<4x4xf32>) -> tensor<4x4x8xf32>
    %404 = stablehlo.add %401, %403 : tensor<4x4x8xf32>
    %405 = stablehlo.reduce(%404 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %406 = stablehlo.constant dense<0.0e+0> : tensor<64x8xf32>
    %407 = "stablehlo.scatter"(%406, %arg60, %404) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>, tensor<4x4xi32>, tensor<4x4x8xf32>) -> tensor<64x8xf32>
    %408 = stablehlo.multiply %26, %387 : tensor<4x4x8xf32>
    %409 = stablehlo.reduce(%408 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %410 = stablehlo.dot_general %30, %384, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<8x8xf32>
    %411 = stablehlo.dot_general %65, %354, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<8x8xf32>
    %412 = stablehlo.multiply %84, %337 : tensor<4x4x8xf32>
    %413 = stablehlo.reduce(%412 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %414 = stablehlo.dot_general %88, %176, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<4x4x8xf32>, tensor<4x4x2x5xf32>) -> tensor<4x8x2x5xf32>
    %415 = stablehlo.dot_general %414, %334, batching_dims = [2] x [0], contracting_dims = [0, 3] x [1, 2] : (tensor<4x8x2x5xf32>, tensor<2x4x5x32xf32>) -> tensor<2x8x32xf32>
    %416 = stablehlo.dot_general %206, %314, batching_dims = [0] x [2], contracting_dims = [1, 2] x [0, 3] : (tensor<2x4x5x32xf32>, tensor<4x8x2x5xf32>) -> tensor<2x32x8xf32>
    %417 = stablehlo.multiply %227, %264 : tensor<4x4x8xf32>
    %418 = stablehlo.reduce(%417 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %419 = stablehlo.dot_general %263, %231, contracting_dims = [0, 1] x [0, 1] : (tensor<4x4x64xf32>, tensor<4x4x8xf32>) -> tensor<64x8xf32>
    %420 = stablehlo.add %407, %419 : tensor<64x8xf32>
    %421 = stablehlo.multiply %420, %420 : tensor<64x8xf32>
    %422 = stablehlo.reduce(%421 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x8xf32>, tensor<f32>) -> tensor<f32>
    %423 = stablehlo.multiply %405, %405 : tensor<4x8xf32>
    %424 = stablehlo.reduce(%423 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %425 = stablehlo.multiply %409, %409 : tensor<8xf32>
    %426 = stablehlo.reduce(%425 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %427 = stablehlo.multiply %388, %388 : tensor<8xf32>
    %428 = stablehlo.reduce(%427 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %429 = stablehlo.multiply %374, %374 : tensor<8x8xf32>
    %430 = stablehlo.reduce(%429 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %431 = stablehlo.multiply %372, %372 : tensor<8xf32>
    %432 = stablehlo.reduce(%431 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %433 = stablehlo.multiply %381, %381 : tensor<8x8xf32>
    %434 = stablehlo.reduce(%433 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %435 = stablehlo.multiply %378, %378 : tensor<8xf32>
    %436 = stablehlo.reduce(%435 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %437 = stablehlo.multiply %410, %410 : tensor<8x8xf32>
    %438 = stablehlo.reduce(%437 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %439 = stablehlo.multiply %385, %385 : tensor<8xf32>
    %440 = stablehlo.reduce(%439 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %441 = stablehlo.multiply %411, %411 : tensor<8x8xf32>
    %442 = stablehlo.reduce(%441 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %443 = stablehlo.multiply %355, %355 : tensor<8xf32>
    %444 = stablehlo.reduce(%443 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %445 = stablehlo.multiply %413, %413 : tensor<8xf32>
    %446 = stablehlo.reduce(%445 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %447 = stablehlo.multiply %338, %338 : tensor<8xf32>
    %448 = stablehlo.reduce(%447 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %449 = stablehlo.multiply %312, %312 : tensor<8x2xf32>
    %450 = stablehlo.reduce(%449 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x2xf32>, tensor<f32>) -> tensor<f32>
    %451 = stablehlo.multiply %415, %415 : tensor<2x8x32xf32>
    %452 = stablehlo.reduce(%451 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x8x32xf32>, tensor<f32>) -> tensor<f32>
    %453 = stablehlo.multiply %416, %416 : tensor<2x32x8xf32>
    %454 = stablehlo.reduce(%453 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x32x8xf32>, tensor<f32>) -> tensor<f32>
    %455 = stablehlo.multiply %418, %418 : tensor<8xf32>
    %456 = stablehlo.reduce(%455 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %457 = stablehlo.multiply %265, %265 : tensor<8xf32>
    %458 = stablehlo.reduce(%457 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %459 = stablehlo.add %422, %424 : tensor<f32>
    %460 = stablehlo.add %459, %426 : tensor<f32>
    %461 = stablehlo.add %460, %428 : tensor<f32>
    %462 = stablehlo.add %461, %430 : tensor<f32>
    %463 = stablehlo.add %462, %432 : tensor<f32>
    %464 = stablehlo.add %463, %434 : tensor<f32>
    %465 = stablehlo.add %464, %436 : tensor<f32>
    %466 = stablehlo.add %465, %438 : tensor<f32>
    %467 = stablehlo.add %466, %440 : tensor<f32>
    %468 = stablehlo.add %467, %442 : tensor<f32>
    %469 = stablehlo.add %468, %444 : tensor<f32>
    %470 = stablehlo.add %469, %446 : tensor<f32>
    %471 = stablehlo.add %470, %448 : tensor<f32>
    %472 = stablehlo.add %471, %450 : tensor<f32>
    %473 = stablehlo.add %472, %452 : tensor<f32>
    %474 = stablehlo.add %473, %454 : tensor<f32>
    %475 = stablehlo.add %474, %456 : tensor<f32>
    %476 = stablehlo.add %475, %458 : tensor<f32>
    %477 = stablehlo.sqrt %476 : tensor<f32>
    %478 = stablehlo.divide %185, %477 : tensor<f32>
    %479 = stablehlo.minimum %478, %185 : tensor<f32>
    %480 = stablehlo.broadcast_in_dim %479, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %481 = stablehlo.multiply %420, %480 : tensor<64x8xf32>
    %482 = stablehlo.broadcast_in_dim %479, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %483 = stablehlo.multiply %405, %482 : tensor<4x8xf32>
    %484 = stablehlo.broadcast_in_dim %479, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %485 = stablehlo.multiply %409, %484 : tensor<8xf32>
    %486 = stablehlo.multiply %388, %484 : tensor<8xf32>
    %487 = stablehlo.broadcast_in_dim %479, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %488 = stablehlo.multiply %374, %487 : tensor<8x8xf32>
    %489 = stablehlo.multiply %372, %484 : tensor<8xf32>
    %490 = stablehlo.multiply %381, %487 : tensor<8x8xf32>
    %491 = stablehlo.multiply %378, %484 : tensor<8xf32>
    %492 = stablehlo.multiply %410, %487 : tensor<8x8xf32>
    %493 = stablehlo.multiply %385, %484 : tensor<8xf32>
    %494 = stablehlo.multiply %411, %487 : tensor<8x8xf32>
    %495 = stablehlo.multiply %355, %484 : tensor<8xf32>
    %496 = stablehlo.multiply %413, %484 : tensor<8xf32>
    %497 = stablehlo.multiply %338, %484 : tensor<8xf32>
    %498 = stablehlo.broadcast_in_dim %479, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %499 = stablehlo.multiply %312, %498 : tensor<8x2xf32>
    %500 = stablehlo.broadcast_in_dim %479, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %501 = stablehlo.multiply %415, %500 : tensor<2x8x32xf32>
    %502 = stablehlo.broadcast_in_dim %479, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %503 = stablehlo.multiply %416, %502 : tensor<2x32x8xf32>
    %504 = stablehlo.multiply %418, %484 : tensor<8xf32>
    %505 = stablehlo.multiply %265, %484 : tensor<8xf32>
    %506 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %507 = stablehlo.constant dense<8.999999761581421e-1> : tensor<64x8xf32>
    %508 = stablehlo.multiply %arg19, %507 : tensor<64x8xf32>
    %509 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %510 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<64x8xf32>
    %511 = stablehlo.multiply %481, %510 : tensor<64x8xf32>
    %512 = stablehlo.add %508, %511 : tensor<64x8xf32>
    %513 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %514 = stablehlo.multiply %arg20, %513 : tensor<4x8xf32>
    %515 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %516 = stablehlo.multiply %483, %515 : tensor<4x8xf32>
    %517 = stablehlo.add %514, %516 : tensor<4x8xf32>
    %518 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %519 = stablehlo.multiply %arg21, %518 : tensor<8xf32>
    %520 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %521 = stablehlo.multiply %485, %520 : tensor<8xf32>
    %522 = stablehlo.add %519, %521 : tensor<8xf32>
    %523 = stablehlo.multiply %arg22, %518 : tensor<8xf32>
    %524 = stablehlo.multiply %486, %520 : tensor<8xf32>
    %525 = stablehlo.add %523, %524 : tensor<8xf32>
    %526 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %527 = stablehlo.multiply %arg23, %526 : tensor<8x8xf32>
    %528 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %529 = stablehlo.multiply %488, %528 : tensor<8x8xf32>
    %530 = stablehlo.add %527, %529 : tensor<8x8xf32>
    %531 = stablehlo.multiply %arg24, %518 : tensor<8xf32>
    %532 = stablehlo.multiply %489, %520 : tensor<8xf32>
    %533 = stablehlo.add %531, %532 : tensor<8xf32>
    %534 = stablehlo.multiply %arg25, %526 : tensor<8x8xf32>
    %535 = stablehlo.multiply %490, %528 : tensor<8x8xf32>
    %536 = stablehlo.add %534, %535 : tensor<8x8xf32>
    %537 = stablehlo.multiply %arg26, %518 : tensor<8xf32>
    %538 = stablehlo.multiply %491, %520 : tensor<8xf32>
    %539 = stablehlo.add %537, %538 : tensor<8xf32>
    %540 = stablehlo.multiply %arg27, %526 : tensor<8x8xf32>
    %541 = stablehlo.multiply %492, %528 : tensor<8x8xf32>
    %542 = stablehlo.add %540, %541 : tensor<8x8xf32>
    %543 = stablehlo.multiply %arg28, %518 : tensor<8xf32>
    %544 = stablehlo.multiply %493, %520 : tensor<8xf32>
    %545 = stablehlo.add %543, %544 : tensor<8xf32>
    %546 = stablehlo.multiply %arg29, %526 : tensor<8x8xf32>
    %547 = stablehlo.multiply %494, %528 : tensor<8x8xf32>
    %548 = stablehlo.add %546, %547 : tensor<8x8xf32>
    %549 = stablehlo.multiply %arg30, %518 : tensor<8xf32>
    %550 = stablehlo.multiply %495, %520 : tensor<8xf32>
    %551 = stablehlo.add %549, %550 : tensor<8xf32>
    %552 = stablehlo.multiply %arg31, %518 : tensor<8xf32>
    %553 = stablehlo.multiply %496, %520 : tensor<8xf32>
    %554 = stablehlo.add %552, %553 : tensor<8xf32>
    %555 = stablehlo.multiply %arg32, %518 : tensor<8xf32>
    %556 = stablehlo.multiply %497, %520 : tensor<8xf32>
    %557 = stablehlo.add %555, %556 : tensor<8xf32>
    %558 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x2xf32>
    %559 = stablehlo.multiply %arg33, %558 : tensor<8x2xf32>
    %560 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x2xf32>
    %561 = stablehlo.multiply %499, %560 : tensor<8x2xf32>
    %562 = stablehlo.add %559, %561 : tensor<8x2xf32>
    %563 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x8x32xf32>
    %564 = stablehlo.multiply %arg34, %563 : tensor<2x8x32xf32>
    %565 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<2x8x32xf32>
    %566 = stablehlo.multiply %501, %565 : tensor<2x8x32xf32>
    %567 = stablehlo.add %564, %566 : tensor<2x8x32xf32>
    %568 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x32x8xf32>
    %569 = stablehlo.multiply %arg35, %568 : tensor<2x32x8xf32>
    %570 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<2x32x8xf32>
    %571 = stablehlo.multiply %503, %570 : tensor<2x32x8xf32>
    %572 = stablehlo.add %569, %571 : tensor<2x32x8xf32>
    %573 = stablehlo.multiply %arg36, %518 : tensor<8xf32>
    %574 = stablehlo.multiply %504, %520 : tensor<8xf32>
    %575 = stablehlo.add %573, %574 : tensor<8xf32>
    %576 = stablehlo.multiply %arg37, %518 : tensor<8xf32>
    %577 = stablehlo.multiply %505, %520 : tensor<8xf32>
    %578 = stablehlo.add %576, %577 : tensor<8xf32>
    %579 = stablehlo.multiply %481, %481 : tensor<64x8xf32>
    %580 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %581 = stablehlo.constant dense<9.990000128746033e-1> : tensor<64x8xf32>
    %582 = stablehlo.multiply %arg38, %581 : tensor<64x8xf32>
    %583 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %584 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<64x8xf32>
    %585 = stablehlo.multiply %579, %584 : tensor<64x8xf32>
    %586 = stablehlo.add %582, %585 : tensor<64x8xf32>
    %587 = stablehlo.multiply %483, %483 : tensor<4x8xf32>
    %588 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %589 = stablehlo.multiply %arg39, %588 : tensor<4x8xf32>
    %590 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %591 = stablehlo.multiply %587, %590 : tensor<4x8xf32>
    %592 = stablehlo.add %589, %591 : tensor<4x8xf32>
    %593 = stablehlo.multiply %485, %485 : tensor<8xf32>
    %594 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %595 = stablehlo.multiply %arg40, %594 : tensor<8xf32>
    %596 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %597 = stablehlo.multiply %593, %596 : tensor<8xf32>
    %598 = stablehlo.add %595, %597 : tensor<8xf32>
    %599 = stablehlo.multiply %486, %486 : tensor<8xf32>
    %600 = stablehlo.multiply %arg41, %594 : tensor<8xf32>
    %601 = stablehlo.multiply %599, %596 : tensor<8xf32>
    %602 = stablehlo.add %600, %601 : tensor<8xf32>
    %603 = stablehlo.multiply %488, %488 : tensor<8x8xf32>
    %604 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %605 = stablehlo.multiply %arg42, %604 : tensor<8x8xf32>
    %606 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %607 = stablehlo.multiply %603, %606 : tensor<8x8xf32>
    %608 = stablehlo.add %605, %607 : tensor<8x8xf32>
    %609 = stablehlo.multiply %489, %489 : tensor<8xf32>
    %610 = stablehlo.multiply %arg43, %594 : tensor<8xf32>
    %611 = stablehlo.multiply %609, %596 : tensor<8xf32>
    %612 = stablehlo.add %610, %611 : tensor<8xf32>
    %613 = stablehlo.multiply %490, %490 : tensor<8x8xf32>
    %614 = stablehlo.multiply %arg44, %604 : tensor<8x8xf32>
    %615 = stablehlo.multiply %613, %606 : tensor<8x8xf32>
    %616 = stablehlo.add %614, %615 : tensor<8x8xf32>
    %617 = stablehlo.multiply %491, %491 : tensor<8xf32>
    %618 = stablehlo.multiply %arg45, %594 : tensor<8xf32>
    %619 = stablehlo.multiply %617, %596 : tensor<8xf32>
    %620 = stablehlo.add %618, %619 : tensor<8xf32>
    %621 = stablehlo.multiply %492, %492 : tensor<8x8xf32>
    %622 = stablehlo.multiply %arg46, %604 : tensor<8x8xf32>
    %623 = stablehlo.multiply %621, %606 : tensor<8x8xf32>
    %624 = stablehlo.add %622, %623 : tensor<8x8xf32>
    %625 = stablehlo.multiply %493, %493 : tensor<8xf32>
    %626 = stablehlo.multiply %arg47, %594 : tensor<8xf32>
    %627 = stablehlo.multiply %625, %596 : tensor<8xf32>
    %628 = stablehlo.add %626, %627 : tensor<8xf32>
    %629 = stablehlo.multiply %494, %494 : tensor<8x8xf32>
    %630 = stablehlo.multiply %arg48, %604 : tensor<8x8xf32>
    %631 = stablehlo.multiply %629, %606 : tensor<8x8xf32>
    %632 = stablehlo.add %630, %631 : tensor<8x8xf32>
    %633 = stablehlo.multiply %495, %495 : tensor<8xf32>
    %634 = stablehlo.multiply %arg49, %594 : tensor<8xf32>
    %635 = stablehlo.multiply %633, %596 : tensor<8xf32>
    %636 = stablehlo.add %634, %635 : tensor<8xf32>
    %637 = stablehlo.multiply %496, %496 : tensor<8xf32>
    %638 = stablehlo.multiply %arg50, %594 : tensor<8xf32>
    %639 = stablehlo.multiply %637, %596 : tensor<8xf32>
    %640 = stablehlo.add %638, %639 : tensor<8xf32>
    %641 = stablehlo.multiply %497, %497 : tensor<8xf32>
    %642 = stablehlo.multiply %arg51, %594 : tensor<8xf32>
    %643 = stablehlo.multiply %641, %596 : tensor<8xf32>
    %644 = stablehlo.add %642, %643 : tensor<8xf32>
    %645 = stablehlo.multiply %499, %499 : tensor<8x2xf32>
    %646 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x2xf32>
    %647 = stablehlo.multiply %arg52, %646 : tensor<8x2xf32>
    %648 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x2xf32>
    %649 = stablehlo.multiply %645, %648 : tensor<8x2xf32>
    %650 = stablehlo.add %647, %649 : tensor<8x2xf32>
    %651 = stablehlo.multiply %501, %501 : tensor<2x8x32xf32>
    %652 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x8x32xf32>
    %653 = stablehlo.multiply %arg53, %652 : tensor<2x8x32xf32>
    %654 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<2x8x32xf32>
    %655 = stablehlo.multiply %651, %654 : tensor<2x8x32xf32>
    %656 = stablehlo.add %653, %655 : tensor<2x8x32xf32>
    %657 = stablehlo.multiply %503, %503 : tensor<2x32x8xf32>
    %658 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x32x8xf32>
    %659 = stablehlo.multiply %arg54, %658 : tensor<2x32x8xf32>
    %660 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<2x32x8xf32>
    %661 = stablehlo.multiply %657, %660 : tensor<2x32x8xf32>
    %662 = stablehlo.add %659, %661 : tensor<2x32x8xf32>
    %663 = stablehlo.multiply %504, %504 : tensor<8xf32>
    %664 = stablehlo.multiply %arg55, %594 : tensor<8xf32>
    %665 = stablehlo.multiply %663, %596 : tensor<8xf32>
    %666 = stablehlo.add %664, %665 : tensor<8xf32>
    %667 = stablehlo.multiply %505, %505 : tensor<8xf32>
    %668 = stablehlo.multiply %arg56, %594 : tensor<8xf32>
    %669 = stablehlo.multiply %667, %596 : tensor<8xf32>
    %670 = stablehlo.add %668, %669 : tensor<8xf32>
    %671 = stablehlo.multiply %arg57, %506 : tensor<f32>
    %672 = stablehlo.add %671, %509 : tensor<f32>
    %673 = stablehlo.multiply %arg58, %580 : tensor<f32>
    %674 = stablehlo.add %673, %583 : tensor<f32>
    %675 = stablehlo.divide %185, %672 : tensor<f32>
    %676 = stablehlo.divide %185, %674 : tensor<f32>
    %677 = stablehlo.broadcast_in_dim %675, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %678 = stablehlo.multiply %512, %677 : tensor<64x8xf32>
    %679 = stablehlo.broadcast_in_dim %676, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %680 = stablehlo.multiply %586, %679 : tensor<64x8xf32>
    %681 = stablehlo.sqrt %680 : tensor<64x8xf32>
    %682 = stablehlo.constant dense<9.99999993922529e-9> : tensor<64x8xf32>
    %683 = stablehlo.add %681, %682 : tensor<64x8xf32>
    %684 = stablehlo.divide %678, %683 : tensor<64x8xf32>
    %685 = stablehlo.broadcast_in_dim %675, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %686 = stablehlo.multiply %517, %685 : tensor<4x8xf32>
    %687 = stablehlo.broadcast_in_dim %676, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %688 = stablehlo.multiply %592, %687 : tensor<4x8xf32>
    %689 = stablehlo.sqrt %688 : tensor<4x8xf32>
    %690 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %691 = stablehlo.add %689, %690 : tensor<4x8xf32>
    %692 = stablehlo.divide %686, %691 : tensor<4x8xf32>
    %693 = stablehlo.broadcast_in_dim %675, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %694 = stablehlo.multiply %522, %693 : tensor<8xf32>
    %695 = stablehlo.broadcast_in_dim %676, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %696 = stablehlo.multiply %598, %695 : tensor<8xf32>
    %697 = stablehlo.sqrt %696 : tensor<8xf32>
    %698 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %699 = stablehlo.add %697, %698 : tensor<8xf32>
    %700 = stablehlo.divide %694, %699 : tensor<8xf32>
    %701 = stablehlo.multiply %525, %693 : tensor<8xf32>
    %702 = stablehlo.multiply %602, %695 : tensor<8xf32>
    %703 = stablehlo.sqrt %702 : tensor<8xf32>
    %704 = stablehlo.add %703, %698 : tensor<8xf32>
    %705 = stablehlo.divide %701, %704 : tensor<8xf32>
    %706 = stablehlo.broadcast_in_dim %675, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %707 = stablehlo.multiply %530, %706 : tensor<8x8xf32>
    %708 = stablehlo.broadcast_in_dim %676, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %709 = stablehlo.multiply %608, %708 : tensor<8x8xf32>
    %710 = stablehlo.sqrt %709 : tensor<8x8xf32>
    %711 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %712 = stablehlo.add %710, %711 : tensor<8x8xf32>
    %713 = stablehlo.divide %707, %712 : tensor<8x8xf32>
    %714 = stablehlo.multiply %533, %693 : tensor<8xf32>
    %715 = stablehlo.multiply %612, %695 : tensor<8xf32>
    %716 = stablehlo.sqrt %715 : tensor<8xf32>
    %717 = stablehlo.add %716, %698 : tensor<8xf32>
    %718 = stablehlo.divide %714, %717 : tensor<8xf32>
    %719 = stablehlo.multiply %536, %706 : tensor<8x8xf32>
    %720 = stablehlo.multiply %616, %708 : tensor<8x8xf32>
    %721 = stablehlo.sqrt %720 : tensor<8x8xf32>
    %722 = stablehlo.add %721, %711 : tensor<8x8xf32>
    %723 = stablehlo.divide %719, %722 : tensor<8x8xf32>
    %724 = stablehlo.multiply %539, %693 : tensor<8xf32>
    %725 = stablehlo.multiply %620, %695 : tensor<8xf32>
    %726 = stablehlo.sqrt %725 : tensor<8xf32>
    %727 = stablehlo.add %726, %698 : tensor<8xf32>
    %728 = stablehlo.divide %724, %727 : tensor<8xf32>
    %729 = stablehlo.multiply %542, %706 : tensor<8x8xf32>
    %730 = stablehlo.multiply %624, %708 : tensor<8x8xf32>
    %731 = stablehlo.sqrt %730 : tensor<8x8xf32>
    %732 = stablehlo.add %731, %711 : tensor<8x8xf32>
    %733 = stablehlo.divide %729, %732 : tensor<8x8xf32>
    %734 = stablehlo.multiply %545, %693 : tensor<8xf32>
    %735 = stablehlo.multiply %628, %695 : tensor<8xf32>
    %736 = stablehlo.sqrt %735 : tensor<8xf32>
    %737 = stablehlo.add %736, %698 : tensor<8xf32>
    %738 = stablehlo.divide %734, %737 : tensor<8xf32>
    %739 = stablehlo.multiply %548, %706 : tensor<8x8xf32>
    %740 = stablehlo.multiply %632, %708 : tensor<8x8xf32>
    %741 = stablehlo.sqrt %740 : tensor<8x8xf32>
    %742 = stablehlo.add %741, %711 : tensor<8x8xf32>
    %743 = stablehlo.divide %739, %742 : tensor<8x8xf32>
    %744 = stablehlo.multiply %551, %693 : tensor<8xf32>
    %745 = stablehlo.multiply %636, %695 : tensor<8xf32>
    %746 = stablehlo.sqrt %745 : tensor<8xf32>
    %747 = stablehlo.add %746, %698 : tensor<8xf32>
    %748 = stablehlo.divide %744, %747 : tensor<8xf32>
    %749 = stablehlo.multiply %554, %693 : tensor<8xf32>
    %750 = stablehlo.multiply %640, %695 : tensor<8xf32>
    %751 = stablehlo.sqrt %750 : tensor<8xf32>
    %752 = stablehlo.add %751, %698 : tensor<8xf32>
    %753 = stablehlo.divide %749, %752 : tensor<8xf32>
    %754 = stablehlo.multiply %557, %693 : tensor<8xf32>
    %755 = stablehlo.multiply %644, %695 : tensor<8xf32>
    %756 = stablehlo.sqrt %755 : tensor<8xf32>
    %757 = stablehlo.add %756, %698 : tensor<8xf32>
    %758 = stablehlo.divide %754, %757 : tensor<8xf32>
    %759 = stablehlo.broadcast_in_dim %675, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %760 = stablehlo.multiply %562, %759 : tensor<8x2xf32>
    %761 = stablehlo.broadcast_in_dim %676, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %762 = stablehlo.multiply %650, %761 : tensor<8x2xf32>
    %763 = stablehlo.sqrt %762 : tensor<8x2xf32>
    %764 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x2xf32>
    %765 = stablehlo.add %763, %764 : tensor<8x2xf32>
    %766 = stablehlo.divide %760, %765 : tensor<8x2xf32>
    %767 = stablehlo.broadcast_in_dim %675, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %768 = stablehlo.multiply %567, %767 : tensor<2x8x32xf32>
    %769 = stablehlo.broadcast_in_dim %676, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %770 = stablehlo.multiply %656, %769 : tensor<2x8x32xf32>
    %771 = stablehlo.sqrt %770 : tensor<2x8x32xf32>
    %772 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x8x32xf32>
    %773 = stablehlo.add %771, %772 : tensor<2x8x32xf32>
    %774 = stablehlo.divide %768, %773 : tensor<2x8x32xf32>
    %775 = stablehlo.broadcast_in_dim %675, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %776 = stablehlo.multiply %572, %775 : tensor<2x32x8xf32>
    %777 = stablehlo.broadcast_in_dim %676, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %778 = stablehlo.multiply %662, %777 : tensor<2x32x8xf32>
    %779 = stablehlo.sqrt %778 : tensor<2x32x8xf32>
    %780 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x32x8xf32>
    %781 = stablehlo.add %779, %780 : tensor<2x32x8xf32>
    %782 = stablehlo.divide %776, %781 : tensor<2x32x8xf32>
    %783 = stablehlo.multiply %575, %693 : tensor<8xf32>
    %784 = stablehlo.multiply %666, %695 : tensor<8xf32>
    %785 = stablehlo.sqrt %784 : tensor<8xf32>
    %786 = stablehlo.add %785, %698 : tensor<8xf32>
    %787 = stablehlo.divide %783, %786 : tensor<8xf32>
    %788 = stablehlo.multiply %578, %693 : tensor<8xf32>
    %789 = stablehlo.multiply %670, %695 : tensor<8xf32>
    %790 = stablehlo.sqrt %789 : tensor<8xf32>
    %791 = stablehlo.add %790, %698 : tensor<8xf32>
    %792 = stablehlo.divide %788, %791 : tensor<8xf32>
    %793 = stablehlo.constant dense<9.999999776482582e-3> : tensor<64x8xf32>
    %794 = stablehlo.multiply %arg0, %793 : tensor<64x8xf32>
    %795 = stablehlo.add %684, %794 : tensor<64x8xf32>
    %796 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %797 = stablehlo.multiply %arg1, %796 : tensor<4x8xf32>
    %798 = stablehlo.add %692, %797 : tensor<4x8xf32>
    %799 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %800 = stablehlo.multiply %arg2, %799 : tensor<8xf32>
    %801 = stablehlo.add %700, %800 : tensor<8xf32>
    %802 = stablehlo.multiply %arg3, %799 : tensor<8xf32>
    %803 = stablehlo.add %705, %802 : tensor<8xf32>
    %804 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %805 = stablehlo.multiply %arg4, %804 : tensor<8x8xf32>
    %806 = stablehlo.add %713, %805 : tensor<8x8xf32>
    %807 = stablehlo.multiply %arg5, %799 : tensor<8xf32>
    %808 = stablehlo.add %718, %807 : tensor<8xf32>
    %809 = stablehlo.multiply %arg6, %804 : tensor<8x8xf32>
    %810 = stablehlo.add %723, %809 : tensor<8x8xf32>
    %811 = stablehlo.multiply %arg7, %799 : tensor<8xf32>
    %812 = stablehlo.add %728, %811 : tensor<8xf32>
    %813 = stablehlo.multiply %arg8, %804 : tensor<8x8xf32>
    %814 = stablehlo.add %733, %813 : tensor<8x8xf32>
    %815 = stablehlo.multiply %arg9, %799 : tensor<8xf32>
    %816 = stablehlo.add %738, %815 : tensor<8xf32>
    %817 = stablehlo.multiply %arg10, %804 : tensor<8x8xf32>
    %818 = stablehlo.add %743, %817 : tensor<8x8xf32>
    %819 = stablehlo.multiply %arg11, %799 : tensor<8xf32>
    %820 = stablehlo.add %748, %819 : tensor<8xf32>
    %821 = stablehlo.multiply %arg12, %799 : tensor<8xf32>
    %822 = stablehlo.add %753, %821 : tensor<8xf32>
    %823 = stablehlo.multiply %arg13, %799 : tensor<8xf32>
    %824 = stablehlo.add %758, %823 : tensor<8xf32>
    %825 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x2xf32>
    %826 = stablehlo.multiply %arg14, %825 : tensor<8x2xf32>
    %827 = stablehlo.add %766, %826 : tensor<8x2xf32>
    %828 = stablehlo.constant dense<9.999999776482582e-3> : tensor<2x8x32xf32>
    %829 = stablehlo.multiply %arg15, %828 : tensor<2x8x32xf32>
    %830 = stablehlo.add %774, %829 : tensor<2x8x32xf32>
    %831 = stablehlo.constant dense<9.999999776482582e-3> : tensor<2x32x8xf32>
    %832 = stablehlo.multiply %arg16, %831 : tensor<2x32x8xf32>
    %833 = stablehlo.add %782, %832 : tensor<2x32x8xf32>
    %834 = stablehlo.multiply %arg17, %799 : tensor<8xf32>
    %835 = stablehlo.add %787, %834 : tensor<8xf32>
    %836 = stablehlo.multiply %arg18, %799 : tensor<8xf32>
    %837 = stablehlo.add %792, %836 : tensor<8xf32>
    %838 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<64x8xf32>
    %839 = stablehlo.multiply %795, %838 : tensor<64x8xf32>
    %840 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %841 = stablehlo.multiply %798, %840 : tensor<4x8xf32>
    %842 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %843 = stablehlo.multiply %801, %842 : tensor<8xf32>
    %844 = stablehlo.multiply %803, %842 : tensor<8xf32>
    %845 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %846 = stablehlo.multiply %806, %845 : tensor<8x8xf32>
    %847 = stablehlo.multiply %808, %842 : tensor<8xf32>
    %848 = stablehlo.multiply %810, %845 : tensor<8x8xf32>
    %849 = stablehlo.multiply %812, %842 : tensor<8xf32>
    %850 = stablehlo.multiply %814, %845 : tensor<8x8xf32>
    %851 = stablehlo.multiply %816, %842 : tensor<8xf32>
    %852 = stablehlo.multiply %818, %845 : tensor<8x8xf32>
    %853 = stablehlo.multiply %820, %842 : tensor<8xf32>
    %854 = stablehlo.multiply %822, %842 : tensor<8xf32>
    %855 = stablehlo.multiply %824, %842 : tensor<8xf32>
    %856 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x2xf32>
    %857 = stablehlo.multiply %827, %856 : tensor<8x2xf32>
    %858 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<2x8x32xf32>
    %859 = stablehlo.multiply %830, %858 : tensor<2x8x32xf32>
    %860 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<2x32x8xf32>
    %861 = stablehlo.multiply %833, %860 : tensor<2x32x8xf32>
    %862 = stablehlo.multiply %835, %842 : tensor<8xf32>
    %863 = stablehlo.multiply %837, %842 : tensor<8xf32>
    %864 = stablehlo.add %arg59, %249 : tensor<f32>
    %865 = stablehlo.minimum %864, %185 : tensor<f32>
    %866 = stablehlo.broadcast_in_dim %865, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %867 = stablehlo.multiply %839, %866 : tensor<64x8xf32>
    %868 = stablehlo.broadcast_in_dim %865, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %869 = stablehlo.multiply %841, %868 : tensor<4x8xf32>
    %870 = stablehlo.broadcast_in_dim %865, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %871 = stablehlo.multiply %843, %870 : tensor<8xf32>
    %872 = stablehlo.multiply %844, %870 : tensor<8xf32>
    %873 = stablehlo.broadcast_in_dim %865, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %874 = stablehlo.multiply %846, %873 : tensor<8x8xf32>
    %875 = stablehlo.multiply %847, %870 : tensor<8xf32>
    %876 = stablehlo.multiply %848, %873 : tensor<8x8xf32>
    %877 = stablehlo.multiply %849, %870 : tensor<8xf32>
    %878 = stablehlo.multiply %850, %873 : tensor<8x8xf32>
    %879 = stablehlo.multiply %851, %870 : tensor<8xf32>
    %880 = stablehlo.multiply %852, %873 : tensor<8x8xf32>
    %881 = stablehlo.multiply %853, %870 : tensor<8xf32>
    %882 = stablehlo.multiply %854, %870 : tensor<8xf32>
    %883 = stablehlo.multiply %855, %870 : tensor<8xf32>
    %884 = stablehlo.broadcast_in_dim %865, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %885 = stablehlo.multiply %857, %884 : tensor<8x2xf32>
    %886 = stablehlo.broadcast_in_dim %865, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %887 = stablehlo.multiply %859, %886 : tensor<2x8x32xf32>
    %888 = stablehlo.broadcast_in_dim %865, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %889 = stablehlo.multiply %861, %888 : tensor<2x32x8xf32>
    %890 = stablehlo.multiply %862, %870 : tensor<8xf32>
    %891 = stablehlo.multiply %863, %870 : tensor<8xf32>
    %892 = stablehlo.add %arg0, %867 : tensor<64x8xf32>
    %893 = stablehlo.add %arg1, %869 : tensor<4x8xf32>
    %894 = stablehlo.add %arg2, %871 : tensor<8xf32>
    %895 = stablehlo.add %arg3, %872 : tensor<8xf32>
    %896 = stablehlo.add %arg4, %874 : tensor<8x8xf32>
    %897 = stablehlo.add %arg5, %875 : tensor<8xf32>
    %898 = stablehlo.add %arg6, %876 : tensor<8x8xf32>
    %899 = stablehlo.add %arg7, %877 : tensor<8xf32>
    %900 = stablehlo.add %arg8, %878 : tensor<8x8xf32>
    %901 = stablehlo.add %arg9, %879 : tensor<8xf32>
    %902 = stablehlo.add %arg10, %880 : tensor<8x8xf32>
    %903 = stablehlo.add %arg11, %881 : tensor<8xf32>
    %904 = stablehlo.add %arg12, %882 : tensor<8xf32>
    %905 = stablehlo.add %arg13, %883 : tensor<8xf32>
    %906 = stablehlo.add %arg14, %885 : tensor<8x2xf32>
    %907 = stablehlo.add %arg15, %887 : tensor<2x8x32xf32>
    %908 = stablehlo.add %arg16, %889 : tensor<2x32x8xf32>
    %909 = stablehlo.add %arg17, %890 : tensor<8xf32>
    %910 = stablehlo.add %arg18, %891 : tensor<8xf32>
    return %892, %893, %894, %895, %896, %897, %898, %899, %900, %901, %902, %903, %904, %905, %906, %907, %908, %909, %910, %512, %517, %522, %525, %530, %533, %536, %539, %542, %545, %548, %551, %554, %557, %562, %567, %572, %575, %578, %586, %592, %598, %602, %608, %612, %616, %620, %624, %628, %632, %636, %640, %644, %650, %656, %662, %666, %670, %672, %674, %865, %252 : tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
