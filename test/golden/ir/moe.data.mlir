module @trainStep attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 2 : i32} {
  sdy.mesh @mesh = <["data"=2]>
  func.func public @main(%arg0: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x8xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<8xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x8xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<8xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x8xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<8xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<8x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x2xf32> loc("state.params.blocks[0].feedForward.gate"), %arg15: tensor<2x8x32xf32> loc("state.params.blocks[0].feedForward.up"), %arg16: tensor<2x32x8xf32> loc("state.params.blocks[0].feedForward.down"), %arg17: tensor<8xf32> loc("state.params.norm.scale"), %arg18: tensor<8xf32> loc("state.params.norm.bias"), %arg19: tensor<64x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg20: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg21: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg23: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg24: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg25: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg26: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg27: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg28: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg29: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg30: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg32: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg33: tensor<8x2xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.gate"), %arg34: tensor<2x8x32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up"), %arg35: tensor<2x32x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down"), %arg36: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg38: tensor<64x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg39: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg40: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg41: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg42: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg43: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg44: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg45: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg46: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg47: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg48: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg49: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg50: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg51: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg52: tensor<8x2xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.gate"), %arg53: tensor<2x8x32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up"), %arg54: tensor<2x32x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down"), %arg55: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg56: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg57: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg58: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg59: tensor<f32> loc("state.optimizer[2].share"), %arg60: tensor<1x4xi32> loc("tokens"), %arg61: tensor<1x4xi32> loc("targets")) -> (tensor<64x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.params.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init2 = stablehlo.constant dense<-2147483648> : tensor<i32>
    %0 = stablehlo.constant dense<[2, 1]> : tensor<2xi32>
    %1 = "stablehlo.gather"(%arg0, %arg60) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<64x8xf32>, tensor<1x4xi32>) -> tensor<1x4x8xf32>
    %2 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<4x8xf32>) -> tensor<1x4x8xf32>
    %3 = stablehlo.add %1, %2 : tensor<1x4x8xf32>
    %4 = stablehlo.reduce(%3 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %5 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %6 = stablehlo.multiply %4, %5 : tensor<1x4xf32>
    %7 = stablehlo.broadcast_in_dim %6, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %8 = stablehlo.subtract %3, %7 : tensor<1x4x8xf32>
    %9 = stablehlo.multiply %8, %8 : tensor<1x4x8xf32>
    %10 = stablehlo.reduce(%9 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %11 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %12 = stablehlo.multiply %10, %11 : tensor<1x4xf32>
    %13 = stablehlo.constant dense<9.999999747378752e-6> : tensor<1x4xf32>
    %14 = stablehlo.add %12, %13 : tensor<1x4xf32>
    %15 = stablehlo.sqrt %14 : tensor<1x4xf32>
    %16 = stablehlo.constant dense<2.0e+0> : tensor<1x4xf32>
    %17 = stablehlo.multiply %15, %16 : tensor<1x4xf32>
    %18 = stablehlo.constant dense<1.0e+0> : tensor<1x4xf32>
    %19 = stablehlo.divide %18, %15 : tensor<1x4xf32>
    %20 = stablehlo.divide %19, %15 : tensor<1x4xf32>
    %21 = stablehlo.negate %20 : tensor<1x4xf32>
    %22 = stablehlo.broadcast_in_dim %19, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %23 = stablehlo.multiply %8, %22 : tensor<1x4x8xf32>
    %24 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %25 = stablehlo.multiply %23, %24 : tensor<1x4x8xf32>
    %26 = stablehlo.broadcast_in_dim %arg3, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %27 = stablehlo.add %25, %26 : tensor<1x4x8xf32>
    %28 = stablehlo.dot_general %27, %arg4, contracting_dims = [2] x [0] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %29 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %30 = stablehlo.add %28, %29 : tensor<1x4x8xf32>
    %31 = stablehlo.reshape %30 : (tensor<1x4x8xf32>) -> tensor<1x4x2x4xf32>
    %32 = stablehlo.dot_general %27, %arg6, contracting_dims = [2] x [0] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %33 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %34 = stablehlo.add %32, %33 : tensor<1x4x8xf32>
    %35 = stablehlo.reshape %34 : (tensor<1x4x8xf32>) -> tensor<1x4x2x4xf32>
    %36 = stablehlo.dot_general %27, %arg8, contracting_dims = [2] x [0] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %37 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %38 = stablehlo.add %36, %37 : tensor<1x4x8xf32>
    %39 = stablehlo.reshape %38 : (tensor<1x4x8xf32>) -> tensor<1x4x2x4xf32>
    %40 = stablehlo.dot_general %31, %35, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<1x4x2x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %41 = stablehlo.constant dense<5.0e-1> : tensor<1x2x4x4xf32>
    %42 = stablehlo.multiply %40, %41 : tensor<1x2x4x4xf32>
    %43 = stablehlo.iota dim = 0 : tensor<4xi32>
    %44 = stablehlo.broadcast_in_dim %43, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %45 = stablehlo.iota dim = 0 : tensor<4xi32>
    %46 = stablehlo.broadcast_in_dim %45, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %47 = stablehlo.compare LE, %44, %46 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %48 = stablehlo.broadcast_in_dim %47, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<1x2x4x4xi1>
    %49 = stablehlo.constant dense<-1.0e+9> : tensor<1x2x4x4xf32>
    %50 = stablehlo.select %48, %42, %49 : tensor<1x2x4x4xi1>, tensor<1x2x4x4xf32>
    %51 = stablehlo.reduce(%50 init: %init1) applies stablehlo.maximum across dimensions = [3] : (tensor<1x2x4x4xf32>, tensor<f32>) -> tensor<1x2x4xf32>
    %52 = stablehlo.broadcast_in_dim %51, dims = [0, 1, 2] : (tensor<1x2x4xf32>) -> tensor<1x2x4x4xf32>
    %53 = stablehlo.subtract %50, %52 : tensor<1x2x4x4xf32>
    %54 = stablehlo.exponential %53 : tensor<1x2x4x4xf32>
    %55 = stablehlo.reduce(%54 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<1x2x4x4xf32>, tensor<f32>) -> tensor<1x2x4xf32>
    %56 = stablehlo.constant dense<1.0e+0> : tensor<1x2x4xf32>
    %57 = stablehlo.divide %56, %55 : tensor<1x2x4xf32>
    %58 = stablehlo.divide %57, %55 : tensor<1x2x4xf32>
    %59 = stablehlo.negate %58 : tensor<1x2x4xf32>
    %60 = stablehlo.broadcast_in_dim %57, dims = [0, 1, 2] : (tensor<1x2x4xf32>) -> tensor<1x2x4x4xf32>
    %61 = stablehlo.multiply %54, %60 : tensor<1x2x4x4xf32>
    %62 = stablehlo.dot_general %61, %39, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<1x2x4x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %63 = stablehlo.transpose %62, dims = [0, 2, 1, 3] : (tensor<1x2x4x4xf32>) -> tensor<1x4x2x4xf32>
    %64 = stablehlo.reshape %63 : (tensor<1x4x2x4xf32>) -> tensor<1x4x8xf32>
    %65 = stablehlo.dot_general %64, %arg10, contracting_dims = [2] x [0] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %66 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %67 = stablehlo.add %65, %66 : tensor<1x4x8xf32>
    %68 = stablehlo.add %3, %67 : tensor<1x4x8xf32>
    %69 = stablehlo.reduce(%68 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %70 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %71 = stablehlo.multiply %69, %70 : tensor<1x4xf32>
    %72 = stablehlo.broadcast_in_dim %71, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %73 = stablehlo.subtract %68, %72 : tensor<1x4x8xf32>
    %74 = stablehlo.multiply %73, %73 : tensor<1x4x8xf32>
    %75 = stablehlo.reduce(%74 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %76 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %77 = stablehlo.multiply %75, %76 : tensor<1x4xf32>
    %78 = stablehlo.constant dense<9.999999747378752e-6> : tensor<1x4xf32>
    %79 = stablehlo.add %77, %78 : tensor<1x4xf32>
    %80 = stablehlo.sqrt %79 : tensor<1x4xf32>
    %81 = stablehlo.constant dense<2.0e+0> : tensor<1x4xf32>
    %82 = stablehlo.multiply %80, %81 : tensor<1x4xf32>
    %83 = stablehlo.constant dense<1.0e+0> : tensor<1x4xf32>
    %84 = stablehlo.divide %83, %80 : tensor<1x4xf32>
    %85 = stablehlo.divide %84, %80 : tensor<1x4xf32>
    %86 = stablehlo.negate %85 : tensor<1x4xf32>
    %87 = stablehlo.broadcast_in_dim %84, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %88 = stablehlo.multiply %73, %87 : tensor<1x4x8xf32>
    %89 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %90 = stablehlo.multiply %88, %89 : tensor<1x4x8xf32>
    %91 = stablehlo.broadcast_in_dim %arg13, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %92 = stablehlo.add %90, %91 : tensor<1x4x8xf32>
    %93 = stablehlo.dot_general %92, %arg14, contracting_dims = [2] x [0] : (tensor<1x4x8xf32>, tensor<8x2xf32>) -> tensor<1x4x2xf32>
    %94 = stablehlo.reduce(%93 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x4xf32>
    %95 = stablehlo.broadcast_in_dim %94, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %96 = stablehlo.subtract %93, %95 : tensor<1x4x2xf32>
    %97 = stablehlo.exponential %96 : tensor<1x4x2xf32>
    %98 = stablehlo.reduce(%97 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x4xf32>
    %99 = stablehlo.constant dense<1.0e+0> : tensor<1x4xf32>
    %100 = stablehlo.divide %99, %98 : tensor<1x4xf32>
    %101 = stablehlo.divide %100, %98 : tensor<1x4xf32>
    %102 = stablehlo.negate %101 : tensor<1x4xf32>
    %103 = stablehlo.broadcast_in_dim %100, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %104 = stablehlo.multiply %97, %103 : tensor<1x4x2xf32>
    %105 = stablehlo.iota dim = 0 : tensor<4xi32>
    %106 = stablehlo.broadcast_in_dim %105, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %107 = stablehlo.iota dim = 0 : tensor<4xi32>
    %108 = stablehlo.broadcast_in_dim %107, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %109 = stablehlo.compare LT, %106, %108 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %110 = stablehlo.convert %109 : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %111 = stablehlo.reduce(%104 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x4xf32>
    %112 = stablehlo.broadcast_in_dim %111, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %113 = stablehlo.compare EQ, %104, %112 : (tensor<1x4x2xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xi1>
    %114 = stablehlo.convert %113 : (tensor<1x4x2xi1>) -> tensor<1x4x2xi32>
    %115 = stablehlo.broadcast_in_dim %0, dims = [2] : (tensor<2xi32>) -> tensor<1x4x2xi32>
    %116 = stablehlo.multiply %114, %115 : tensor<1x4x2xi32>
    %117 = stablehlo.reduce(%116 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<1x4x2xi32>, tensor<i32>) -> tensor<1x4xi32>
    %118 = stablehlo.constant dense<2> : tensor<1x4xi32>
    %119 = stablehlo.subtract %118, %117 : tensor<1x4xi32>
    %120 = stablehlo.broadcast_in_dim %119, dims = [0, 1] : (tensor<1x4xi32>) -> tensor<1x4x2xi32>
    %121 = stablehlo.iota dim = 0 : tensor<2xi32>
    %122 = stablehlo.broadcast_in_dim %121, dims = [2] : (tensor<2xi32>) -> tensor<1x4x2xi32>
    %123 = stablehlo.compare EQ, %120, %122 : (tensor<1x4x2xi32>, tensor<1x4x2xi32>) -> tensor<1x4x2xi1>
    %124 = stablehlo.convert %123 : (tensor<1x4x2xi1>) -> tensor<1x4x2xf32>
    %125 = stablehlo.constant dense<0.0e+0> : tensor<1x4x2xf32>
    %126 = stablehlo.compare LT, %125, %124 : (tensor<1x4x2xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xi1>
    %127 = stablehlo.constant dense<-1.0e+0> : tensor<1x4x2xf32>
    %128 = stablehlo.select %126, %127, %104 : tensor<1x4x2xi1>, tensor<1x4x2xf32>
    %129 = stablehlo.reduce(%128 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x4xf32>
    %130 = stablehlo.broadcast_in_dim %129, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %131 = stablehlo.compare EQ, %128, %130 : (tensor<1x4x2xf32>, tensor<1x4x2xf32>) -> tensor<1x4x2xi1>
    %132 = stablehlo.convert %131 : (tensor<1x4x2xi1>) -> tensor<1x4x2xi32>
    %133 = stablehlo.broadcast_in_dim %0, dims = [2] : (tensor<2xi32>) -> tensor<1x4x2xi32>
    %134 = stablehlo.multiply %132, %133 : tensor<1x4x2xi32>
    %135 = stablehlo.reduce(%134 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<1x4x2xi32>, tensor<i32>) -> tensor<1x4xi32>
    %136 = stablehlo.constant dense<2> : tensor<1x4xi32>
    %137 = stablehlo.subtract %136, %135 : tensor<1x4xi32>
    %138 = stablehlo.broadcast_in_dim %137, dims = [0, 1] : (tensor<1x4xi32>) -> tensor<1x4x2xi32>
    %139 = stablehlo.iota dim = 0 : tensor<2xi32>
    %140 = stablehlo.broadcast_in_dim %139, dims = [2] : (tensor<2xi32>) -> tensor<1x4x2xi32>
    %141 = stablehlo.compare EQ, %138, %140 : (tensor<1x4x2xi32>, tensor<1x4x2xi32>) -> tensor<1x4x2xi1>
    %142 = stablehlo.convert %141 : (tensor<1x4x2xi1>) -> tensor<1x4x2xf32>
    %143 = stablehlo.reduce(%124 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x2xf32>
    %144 = stablehlo.constant dense<2.5e-1> : tensor<1x2xf32>
    %145 = stablehlo.multiply %143, %144 : tensor<1x2xf32>
    %146 = stablehlo.reduce(%104 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x2xf32>
    %147 = stablehlo.constant dense<2.5e-1> : tensor<1x2xf32>
    %148 = stablehlo.multiply %146, %147 : tensor<1x2xf32>
    %149 = stablehlo.multiply %145, %148 : tensor<1x2xf32>
    %150 = stablehlo.reduce(%149 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<1x2xf32>, tensor<f32>) -> tensor<1xf32>
    %151 = stablehlo.constant dense<2.0e+0> : tensor<1xf32>
    %152 = stablehlo.multiply %150, %151 : tensor<1xf32>
    %153 = stablehlo.multiply %124, %104 : tensor<1x4x2xf32>
    %154 = stablehlo.multiply %142, %104 : tensor<1x4x2xf32>
    %155 = stablehlo.reduce(%153 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x4xf32>
    %156 = stablehlo.reduce(%154 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x4xf32>
    %157 = stablehlo.add %155, %156 : tensor<1x4xf32>
    %158 = stablehlo.dot_general %110, %124, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<1x4x2xf32>) -> tensor<4x1x2xf32>
    %159 = stablehlo.convert %158 : (tensor<4x1x2xf32>) -> tensor<4x1x2xi32>
    %160 = stablehlo.transpose %159, dims = [1, 0, 2] : (tensor<4x1x2xi32>) -> tensor<1x4x2xi32>
    %161 = stablehlo.broadcast_in_dim %160, dims = [0, 1, 2] : (tensor<1x4x2xi32>) -> tensor<1x4x2x5xi32>
    %162 = stablehlo.iota dim = 0 : tensor<5xi32>
    %163 = stablehlo.broadcast_in_dim %162, dims = [3] : (tensor<5xi32>) -> tensor<1x4x2x5xi32>
    %164 = stablehlo.compare EQ, %161, %163 : (tensor<1x4x2x5xi32>, tensor<1x4x2x5xi32>) -> tensor<1x4x2x5xi1>
    %165 = stablehlo.convert %164 : (tensor<1x4x2x5xi1>) -> tensor<1x4x2x5xf32>
    %166 = stablehlo.broadcast_in_dim %124, dims = [0, 1, 2] : (tensor<1x4x2xf32>) -> tensor<1x4x2x5xf32>
    %167 = stablehlo.multiply %165, %166 : tensor<1x4x2x5xf32>
    %168 = stablehlo.constant dense<1.0e+0> : tensor<1x4xf32>
    %169 = stablehlo.divide %168, %157 : tensor<1x4xf32>
    %170 = stablehlo.divide %169, %157 : tensor<1x4xf32>
    %171 = stablehlo.negate %170 : tensor<1x4xf32>
    %172 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %173 = stablehlo.multiply %153, %172 : tensor<1x4x2xf32>
    %174 = stablehlo.broadcast_in_dim %173, dims = [0, 1, 2] : (tensor<1x4x2xf32>) -> tensor<1x4x2x5xf32>
    %175 = stablehlo.multiply %167, %174 : tensor<1x4x2x5xf32>
    %176 = stablehlo.dot_general %110, %142, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<1x4x2xf32>) -> tensor<4x1x2xf32>
    %177 = stablehlo.transpose %176, dims = [1, 0, 2] : (tensor<4x1x2xf32>) -> tensor<1x4x2xf32>
    %178 = stablehlo.broadcast_in_dim %143, dims = [0, 2] : (tensor<1x2xf32>) -> tensor<1x4x2xf32>
    %179 = stablehlo.add %177, %178 : tensor<1x4x2xf32>
    %180 = stablehlo.convert %179 : (tensor<1x4x2xf32>) -> tensor<1x4x2xi32>
    %181 = stablehlo.broadcast_in_dim %180, dims = [0, 1, 2] : (tensor<1x4x2xi32>) -> tensor<1x4x2x5xi32>
    %182 = stablehlo.iota dim = 0 : tensor<5xi32>
    %183 = stablehlo.broadcast_in_dim %182, dims = [3] : (tensor<5xi32>) -> tensor<1x4x2x5xi32>
    %184 = stablehlo.compare EQ, %181, %183 : (tensor<1x4x2x5xi32>, tensor<1x4x2x5xi32>) -> tensor<1x4x2x5xi1>
    %185 = stablehlo.convert %184 : (tensor<1x4x2x5xi1>) -> tensor<1x4x2x5xf32>
    %186 = stablehlo.broadcast_in_dim %142, dims = [0, 1, 2] : (tensor<1x4x2xf32>) -> tensor<1x4x2x5xf32>
    %187 = stablehlo.multiply %185, %186 : tensor<1x4x2x5xf32>
    %188 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %189 = stablehlo.multiply %154, %188 : tensor<1x4x2xf32>
    %190 = stablehlo.broadcast_in_dim %189, dims = [0, 1, 2] : (tensor<1x4x2xf32>) -> tensor<1x4x2x5xf32>
    %191 = stablehlo.multiply %187, %190 : tensor<1x4x2x5xf32>
    %192 = stablehlo.add %175, %191 : tensor<1x4x2x5xf32>
    %193 = stablehlo.reduce(%152 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<1xf32>, tensor<f32>) -> tensor<f32>
    %194 = stablehlo.constant dense<0.0e+0> : tensor<1x4x2x5xf32>
    %195 = stablehlo.compare LT, %194, %192 : (tensor<1x4x2x5xf32>, tensor<1x4x2x5xf32>) -> tensor<1x4x2x5xi1>
    %196 = stablehlo.convert %195 : (tensor<1x4x2x5xi1>) -> tensor<1x4x2x5xf32>
    %197 = stablehlo.dot_general %196, %92, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<1x4x2x5xf32>, tensor<1x4x8xf32>) -> tensor<1x2x5x8xf32>
    %198 = stablehlo.dot_general %197, %arg15, batching_dims = [1] x [0], contracting_dims = [3] x [1] : (tensor<1x2x5x8xf32>, tensor<2x8x32xf32>) -> tensor<2x1x5x32xf32>
    %199 = stablehlo.constant dense<5.0e-1> : tensor<2x1x5x32xf32>
    %200 = stablehlo.multiply %198, %199 : tensor<2x1x5x32xf32> loc("gelu")
    %201 = stablehlo.multiply %198, %198 : tensor<2x1x5x32xf32> loc("gelu")
    %202 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x1x5x32xf32>
    %203 = stablehlo.multiply %201, %202 : tensor<2x1x5x32xf32> loc("gelu")
    %204 = stablehlo.constant dense<1.0e+0> : tensor<2x1x5x32xf32>
    %205 = stablehlo.add %203, %204 : tensor<2x1x5x32xf32> loc("gelu")
    %206 = stablehlo.multiply %198, %205 : tensor<2x1x5x32xf32> loc("gelu")
    %207 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x1x5x32xf32>
    %208 = stablehlo.multiply %206, %207 : tensor<2x1x5x32xf32> loc("gelu")
    %209 = stablehlo.constant dense<0.0e+0> : tensor<2x1x5x32xf32>
    %210 = stablehlo.compare LT, %208, %209 : (tensor<2x1x5x32xf32>, tensor<2x1x5x32xf32>) -> tensor<2x1x5x32xi1> loc("gelu")
    %211 = stablehlo.constant dense<1.0e+0> : tensor<2x1x5x32xf32>
    %212 = stablehlo.constant dense<-1.0e+0> : tensor<2x1x5x32xf32>
    %213 = stablehlo.select %210, %211, %212 : tensor<2x1x5x32xi1>, tensor<2x1x5x32xf32> loc("gelu")
    %214 = stablehlo.multiply %208, %213 : tensor<2x1x5x32xf32> loc("gelu")
    %215 = stablehlo.constant dense<2.0e+0> : tensor<2x1x5x32xf32>
    %216 = stablehlo.multiply %214, %215 : tensor<2x1x5x32xf32> loc("gelu")
    %217 = stablehlo.exponential %216 : tensor<2x1x5x32xf32> loc("gelu")
    %218 = stablehlo.constant dense<-1.0e+0> : tensor<2x1x5x32xf32>
    %219 = stablehlo.add %217, %218 : tensor<2x1x5x32xf32> loc("gelu")
    %220 = stablehlo.constant dense<1.0e+0> : tensor<2x1x5x32xf32>
    %221 = stablehlo.add %217, %220 : tensor<2x1x5x32xf32> loc("gelu")
    %222 = stablehlo.constant dense<1.0e+0> : tensor<2x1x5x32xf32>
    %223 = stablehlo.divide %222, %221 : tensor<2x1x5x32xf32> loc("gelu")
    %224 = stablehlo.multiply %223, %223 : tensor<2x1x5x32xf32> loc("gelu")
    %225 = stablehlo.negate %224 : tensor<2x1x5x32xf32> loc("gelu")
    %226 = stablehlo.multiply %219, %223 : tensor<2x1x5x32xf32> loc("gelu")
    %227 = stablehlo.multiply %226, %213 : tensor<2x1x5x32xf32> loc("gelu")
    %228 = stablehlo.constant dense<1.0e+0> : tensor<2x1x5x32xf32>
    %229 = stablehlo.add %227, %228 : tensor<2x1x5x32xf32> loc("gelu")
    %230 = stablehlo.multiply %200, %229 : tensor<2x1x5x32xf32> loc("gelu")
    %231 = stablehlo.dot_general %arg16, %230, batching_dims = [0] x [0], contracting_dims = [1] x [3] : (tensor<2x32x8xf32>, tensor<2x1x5x32xf32>) -> tensor<2x8x1x5xf32>
    %232 = stablehlo.transpose %231, dims = [2, 1, 0, 3] : (tensor<2x8x1x5xf32>) -> tensor<1x8x2x5xf32>
    %233 = stablehlo.reshape %192 : (tensor<1x4x2x5xf32>) -> tensor<1x4x10xf32>
    %234 = stablehlo.reshape %232 : (tensor<1x8x2x5xf32>) -> tensor<1x8x10xf32>
    %235 = stablehlo.dot_general %192, %231, batching_dims = [0] x [2], contracting_dims = [2, 3] x [0, 3] : (tensor<1x4x2x5xf32>, tensor<2x8x1x5xf32>) -> tensor<1x4x8xf32>
    %236 = stablehlo.add %68, %235 : tensor<1x4x8xf32>
    %237 = stablehlo.reduce(%236 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %238 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %239 = stablehlo.multiply %237, %238 : tensor<1x4xf32>
    %240 = stablehlo.broadcast_in_dim %239, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %241 = stablehlo.subtract %236, %240 : tensor<1x4x8xf32>
    %242 = stablehlo.multiply %241, %241 : tensor<1x4x8xf32>
    %243 = stablehlo.reduce(%242 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %244 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %245 = stablehlo.multiply %243, %244 : tensor<1x4xf32>
    %246 = stablehlo.constant dense<9.999999747378752e-6> : tensor<1x4xf32>
    %247 = stablehlo.add %245, %246 : tensor<1x4xf32>
    %248 = stablehlo.sqrt %247 : tensor<1x4xf32>
    %249 = stablehlo.constant dense<2.0e+0> : tensor<1x4xf32>
    %250 = stablehlo.multiply %248, %249 : tensor<1x4xf32>
    %251 = stablehlo.constant dense<1.0e+0> : tensor<1x4xf32>
    %252 = stablehlo.divide %251, %248 : tensor<1x4xf32>
    %253 = stablehlo.divide %252, %248 : tensor<1x4xf32>
    %254 = stablehlo.negate %253 : tensor<1x4xf32>
    %255 = stablehlo.broadcast_in_dim %252, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %256 = stablehlo.multiply %241, %255 : tensor<1x4x8xf32>
    %257 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %258 = stablehlo.multiply %256, %257 : tensor<1x4x8xf32>
    %259 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %260 = stablehlo.add %258, %259 : tensor<1x4x8xf32>
    %261 = stablehlo.dot_general %260, %arg0, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<64x8xf32>) -> tensor<1x4x64xf32>
    %262 = stablehlo.reduce(%261 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<1x4xf32>
    %263 = stablehlo.broadcast_in_dim %262, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x64xf32>
    %264 = stablehlo.subtract %261, %263 : tensor<1x4x64xf32>
    %265 = stablehlo.exponential %264 : tensor<1x4x64xf32>
    %266 = stablehlo.reduce(%265 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<1x4xf32>
    %267 = stablehlo.log %266 : tensor<1x4xf32>
    %268 = stablehlo.broadcast_in_dim %267, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x64xf32>
    %269 = stablehlo.subtract %264, %268 : tensor<1x4x64xf32>
    %270 = stablehlo.broadcast_in_dim %arg61, dims = [0, 1] : (tensor<1x4xi32>) -> tensor<1x4x64xi32>
    %271 = stablehlo.iota dim = 0 : tensor<64xi32>
    %272 = stablehlo.broadcast_in_dim %271, dims = [2] : (tensor<64xi32>) -> tensor<1x4x64xi32>
    %273 = stablehlo.compare EQ, %270, %272 : (tensor<1x4x64xi32>, tensor<1x4x64xi32>) -> tensor<1x4x64xi1>
    %274 = stablehlo.convert %273 : (tensor<1x4x64xi1>) -> tensor<1x4x64xf32>
    %275 = stablehlo.multiply %269, %274 : tensor<1x4x64xf32>
    %276 = stablehlo.reduce(%275 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<f32>
    %277 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %278 = stablehlo.multiply %276, %277 : tensor<f32>
    %279 = stablehlo.constant dense<2.4999999441206455e-3> : tensor<f32>
    %280 = stablehlo.multiply %193, %279 : tensor<f32>
    %281 = stablehlo.subtract %280, %278 : tensor<f32>
    %282 = stablehlo.constant dense<1.2499999720603228e-3> : tensor<1x2xf32>
    %283 = stablehlo.multiply %145, %282 : tensor<1x2xf32>
    %284 = stablehlo.constant dense<-6.25e-2> : tensor<1x4x64xf32>
    %285 = stablehlo.multiply %284, %274 : tensor<1x4x64xf32>
    %286 = stablehlo.reduce(%285 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<1x4xf32>
    %287 = stablehlo.negate %286 : tensor<1x4xf32>
    %288 = stablehlo.divide %287, %266 : tensor<1x4xf32>
    %289 = stablehlo.broadcast_in_dim %288, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x64xf32>
    %290 = stablehlo.multiply %265, %289 : tensor<1x4x64xf32>
    %291 = stablehlo.add %285, %290 : tensor<1x4x64xf32>
    %292 = stablehlo.dot_general %291, %arg0, contracting_dims = [2] x [0] : (tensor<1x4x64xf32>, tensor<64x8xf32>) -> tensor<1x4x8xf32>
    %293 = stablehlo.reduce(%292 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %294 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %295 = stablehlo.multiply %292, %294 : tensor<1x4x8xf32>
    %296 = stablehlo.broadcast_in_dim %252, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %297 = stablehlo.multiply %295, %296 : tensor<1x4x8xf32>
    %298 = stablehlo.multiply %241, %295 : tensor<1x4x8xf32>
    %299 = stablehlo.reduce(%298 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %300 = stablehlo.multiply %254, %299 : tensor<1x4xf32>
    %301 = stablehlo.divide %300, %250 : tensor<1x4xf32>
    %302 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %303 = stablehlo.multiply %301, %302 : tensor<1x4xf32>
    %304 = stablehlo.broadcast_in_dim %303, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %305 = stablehlo.multiply %304, %241 : tensor<1x4x8xf32>
    %306 = stablehlo.add %297, %305 : tensor<1x4x8xf32>
    %307 = stablehlo.add %306, %305 : tensor<1x4x8xf32>
    %308 = stablehlo.reduce(%307 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %309 = stablehlo.constant dense<-1.25e-1> : tensor<1x4xf32>
    %310 = stablehlo.multiply %308, %309 : tensor<1x4xf32>
    %311 = stablehlo.broadcast_in_dim %310, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %312 = stablehlo.add %307, %311 : tensor<1x4x8xf32>
    %313 = stablehlo.dot_general %312, %234, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<1x8x10xf32>) -> tensor<1x4x10xf32>
    %314 = stablehlo.reshape %313 : (tensor<1x4x10xf32>) -> tensor<1x4x2x5xf32>
    %315 = stablehlo.multiply %187, %314 : tensor<1x4x2x5xf32>
    %316 = stablehlo.reduce(%315 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<1x4x2x5xf32>, tensor<f32>) -> tensor<1x4x2xf32>
    %317 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %318 = stablehlo.multiply %316, %317 : tensor<1x4x2xf32>
    %319 = stablehlo.multiply %154, %316 : tensor<1x4x2xf32>
    %320 = stablehlo.reduce(%319 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x4xf32>
    %321 = stablehlo.multiply %171, %320 : tensor<1x4xf32>
    %322 = stablehlo.multiply %167, %314 : tensor<1x4x2x5xf32>
    %323 = stablehlo.reduce(%322 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<1x4x2x5xf32>, tensor<f32>) -> tensor<1x4x2xf32>
    %324 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %325 = stablehlo.multiply %323, %324 : tensor<1x4x2xf32>
    %326 = stablehlo.multiply %153, %323 : tensor<1x4x2xf32>
    %327 = stablehlo.reduce(%326 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x4xf32>
    %328 = stablehlo.multiply %171, %327 : tensor<1x4xf32>
    %329 = stablehlo.add %321, %328 : tensor<1x4xf32>
    %330 = stablehlo.broadcast_in_dim %329, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %331 = stablehlo.add %318, %330 : tensor<1x4x2xf32>
    %332 = stablehlo.multiply %142, %331 : tensor<1x4x2xf32>
    %333 = stablehlo.broadcast_in_dim %283, dims = [0, 2] : (tensor<1x2xf32>) -> tensor<1x4x2xf32>
    %334 = stablehlo.add %333, %332 : tensor<1x4x2xf32>
    %335 = stablehlo.broadcast_in_dim %329, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %336 = stablehlo.add %325, %335 : tensor<1x4x2xf32>
    %337 = stablehlo.multiply %124, %336 : tensor<1x4x2xf32>
    %338 = stablehlo.add %334, %337 : tensor<1x4x2xf32>
    %339 = stablehlo.broadcast_in_dim %100, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %340 = stablehlo.multiply %338, %339 : tensor<1x4x2xf32>
    %341 = stablehlo.multiply %97, %338 : tensor<1x4x2xf32>
    %342 = stablehlo.reduce(%341 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x2xf32>, tensor<f32>) -> tensor<1x4xf32>
    %343 = stablehlo.multiply %102, %342 : tensor<1x4xf32>
    %344 = stablehlo.broadcast_in_dim %343, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x2xf32>
    %345 = stablehlo.add %340, %344 : tensor<1x4x2xf32>
    %346 = stablehlo.multiply %97, %345 : tensor<1x4x2xf32>
    %347 = stablehlo.dot_general %346, %arg14, contracting_dims = [2] x [1] : (tensor<1x4x2xf32>, tensor<8x2xf32>) -> tensor<1x4x8xf32>
    %348 = stablehlo.dot_general %92, %346, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x8xf32>, tensor<1x4x2xf32>) -> tensor<8x2xf32>
    %349 = stablehlo.dot_general %312, %233, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<1x4x8xf32>, tensor<1x4x10xf32>) -> tensor<1x8x10xf32>
    %350 = stablehlo.reshape %349 : (tensor<1x8x10xf32>) -> tensor<1x8x2x5xf32>
    %351 = stablehlo.dot_general %350, %arg16, batching_dims = [2] x [0], contracting_dims = [1] x [2] : (tensor<1x8x2x5xf32>, tensor<2x32x8xf32>) -> tensor<2x1x5x32xf32>
    %352 = stablehlo.multiply %351, %229 : tensor<2x1x5x32xf32> loc("gelu")
    %353 = stablehlo.multiply %200, %351 : tensor<2x1x5x32xf32> loc("gelu")
    %354 = stablehlo.multiply %353, %213 : tensor<2x1x5x32xf32> loc("gelu")
    %355 = stablehlo.multiply %354, %223 : tensor<2x1x5x32xf32> loc("gelu")
    %356 = stablehlo.multiply %219, %354 : tensor<2x1x5x32xf32> loc("gelu")
    %357 = stablehlo.multiply %225, %356 : tensor<2x1x5x32xf32> loc("gelu")
    %358 = stablehlo.add %355, %357 : tensor<2x1x5x32xf32> loc("gelu")
    %359 = stablehlo.multiply %217, %358 : tensor<2x1x5x32xf32> loc("gelu")
    %360 = stablehlo.constant dense<2.0e+0> : tensor<2x1x5x32xf32>
    %361 = stablehlo.multiply %359, %360 : tensor<2x1x5x32xf32> loc("gelu")
    %362 = stablehlo.multiply %361, %213 : tensor<2x1x5x32xf32> loc("gelu")
    %363 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x1x5x32xf32>
    %364 = stablehlo.multiply %362, %363 : tensor<2x1x5x32xf32> loc("gelu")
    %365 = stablehlo.multiply %364, %205 : tensor<2x1x5x32xf32> loc("gelu")
    %366 = stablehlo.multiply %198, %364 : tensor<2x1x5x32xf32> loc("gelu")
    %367 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x1x5x32xf32>
    %368 = stablehlo.multiply %366, %367 : tensor<2x1x5x32xf32> loc("gelu")
    %369 = stablehlo.multiply %368, %198 : tensor<2x1x5x32xf32> loc("gelu")
    %370 = stablehlo.add %365, %369 : tensor<2x1x5x32xf32> loc("gelu")
    %371 = stablehlo.add %370, %369 : tensor<2x1x5x32xf32> loc("gelu")
    %372 = stablehlo.constant dense<5.0e-1> : tensor<2x1x5x32xf32>
    %373 = stablehlo.multiply %352, %372 : tensor<2x1x5x32xf32> loc("gelu")
    %374 = stablehlo.add %371, %373 : tensor<2x1x5x32xf32> loc("gelu")
    %375 = stablehlo.dot_general %374, %arg15, batching_dims = [0] x [0], contracting_dims = [3] x [2] : (tensor<2x1x5x32xf32>, tensor<2x8x32xf32>) -> tensor<2x1x5x8xf32>
    %376 = stablehlo.dot_general %196, %375, batching_dims = [0] x [1], contracting_dims = [2, 3] x [0, 2] : (tensor<1x4x2x5xf32>, tensor<2x1x5x8xf32>) -> tensor<1x4x8xf32>
    %377 = stablehlo.add %347, %376 : tensor<1x4x8xf32>
    %378 = stablehlo.reduce(%377 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %379 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %380 = stablehlo.multiply %377, %379 : tensor<1x4x8xf32>
    %381 = stablehlo.broadcast_in_dim %84, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %382 = stablehlo.multiply %380, %381 : tensor<1x4x8xf32>
    %383 = stablehlo.multiply %73, %380 : tensor<1x4x8xf32>
    %384 = stablehlo.reduce(%383 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %385 = stablehlo.multiply %86, %384 : tensor<1x4xf32>
    %386 = stablehlo.divide %385, %82 : tensor<1x4xf32>
    %387 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %388 = stablehlo.multiply %386, %387 : tensor<1x4xf32>
    %389 = stablehlo.broadcast_in_dim %388, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %390 = stablehlo.multiply %389, %73 : tensor<1x4x8xf32>
    %391 = stablehlo.add %382, %390 : tensor<1x4x8xf32>
    %392 = stablehlo.add %391, %390 : tensor<1x4x8xf32>
    %393 = stablehlo.reduce(%392 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %394 = stablehlo.add %312, %392 : tensor<1x4x8xf32>
    %395 = stablehlo.constant dense<-1.25e-1> : tensor<1x4xf32>
    %396 = stablehlo.multiply %393, %395 : tensor<1x4xf32>
    %397 = stablehlo.broadcast_in_dim %396, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %398 = stablehlo.add %394, %397 : tensor<1x4x8xf32>
    %399 = stablehlo.reduce(%398 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %400 = stablehlo.dot_general %398, %arg10, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %401 = stablehlo.reshape %400 : (tensor<1x4x8xf32>) -> tensor<1x4x2x4xf32>
    %402 = stablehlo.dot_general %401, %39, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<1x4x2x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %403 = stablehlo.broadcast_in_dim %57, dims = [0, 1, 2] : (tensor<1x2x4xf32>) -> tensor<1x2x4x4xf32>
    %404 = stablehlo.multiply %402, %403 : tensor<1x2x4x4xf32>
    %405 = stablehlo.multiply %54, %402 : tensor<1x2x4x4xf32>
    %406 = stablehlo.reduce(%405 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<1x2x4x4xf32>, tensor<f32>) -> tensor<1x2x4xf32>
    %407 = stablehlo.multiply %59, %406 : tensor<1x2x4xf32>
    %408 = stablehlo.broadcast_in_dim %407, dims = [0, 1, 2] : (tensor<1x2x4xf32>) -> tensor<1x2x4x4xf32>
    %409 = stablehlo.add %404, %408 : tensor<1x2x4x4xf32>
    %410 = stablehlo.multiply %54, %409 : tensor<1x2x4x4xf32>
    %411 = stablehlo.broadcast_in_dim %47, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<1x2x4x4xi1>
    %412 = stablehlo.constant dense<0.0e+0> : tensor<1x2x4x4xf32>
    %413 = stablehlo.select %411, %410, %412 : tensor<1x2x4x4xi1>, tensor<1x2x4x4xf32>
    %414 = stablehlo.constant dense<5.0e-1> : tensor<1x2x4x4xf32>
    %415 = stablehlo.multiply %413, %414 : tensor<1x2x4x4xf32>
    %416 = stablehlo.dot_general %415, %35, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<1x2x4x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %417 = stablehlo.transpose %416, dims = [0, 2, 1, 3] : (tensor<1x2x4x4xf32>) -> tensor<1x4x2x4xf32>
    %418 = stablehlo.reshape %417 : (tensor<1x4x2x4xf32>) -> tensor<1x4x8xf32>
    %419 = stablehlo.reduce(%418 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %420 = stablehlo.dot_general %418, %arg4, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %421 = stablehlo.dot_general %27, %418, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<8x8xf32>
    %422 = stablehlo.dot_general %415, %31, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<1x2x4x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %423 = stablehlo.transpose %422, dims = [0, 2, 1, 3] : (tensor<1x2x4x4xf32>) -> tensor<1x4x2x4xf32>
    %424 = stablehlo.reshape %423 : (tensor<1x4x2x4xf32>) -> tensor<1x4x8xf32>
    %425 = stablehlo.reduce(%424 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %426 = stablehlo.dot_general %424, %arg6, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %427 = stablehlo.add %420, %426 : tensor<1x4x8xf32>
    %428 = stablehlo.dot_general %27, %424, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<8x8xf32>
    %429 = stablehlo.dot_general %61, %401, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<1x2x4x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %430 = stablehlo.transpose %429, dims = [0, 2, 1, 3] : (tensor<1x2x4x4xf32>) -> tensor<1x4x2x4xf32>
    %431 = stablehlo.reshape %430 : (tensor<1x4x2x4xf32>) -> tensor<1x4x8xf32>
    %432 = stablehlo.reduce(%431 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %433 = stablehlo.dot_general %431, %arg8, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %434 = stablehlo.add %427, %433 : tensor<1x4x8xf32>
    %435 = stablehlo.reduce(%434 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %436 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %437 = stablehlo.multiply %434, %436 : tensor<1x4x8xf32>
    %438 = stablehlo.broadcast_in_dim %19, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %439 = stablehlo.multiply %437, %438 : tensor<1x4x8xf32>
    %440 = stablehlo.multiply %8, %437 : tensor<1x4x8xf32>
    %441 = stablehlo.reduce(%440 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %442 = stablehlo.multiply %21, %441 : tensor<1x4xf32>
    %443 = stablehlo.divide %442, %17 : tensor<1x4xf32>
    %444 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %445 = stablehlo.multiply %443, %444 : tensor<1x4xf32>
    %446 = stablehlo.broadcast_in_dim %445, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %447 = stablehlo.multiply %446, %8 : tensor<1x4x8xf32>
    %448 = stablehlo.add %439, %447 : tensor<1x4x8xf32>
    %449 = stablehlo.add %448, %447 : tensor<1x4x8xf32>
    %450 = stablehlo.reduce(%449 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %451 = stablehlo.add %398, %449 : tensor<1x4x8xf32>
    %452 = stablehlo.constant dense<-1.25e-1> : tensor<1x4xf32>
    %453 = stablehlo.multiply %450, %452 : tensor<1x4xf32>
    %454 = stablehlo.broadcast_in_dim %453, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %455 = stablehlo.add %451, %454 : tensor<1x4x8xf32>
    %456 = stablehlo.reduce(%455 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %457 = stablehlo.constant dense<0.0e+0> : tensor<64x8xf32>
    %458 = "stablehlo.scatter"(%457, %arg60, %455) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>, tensor<1x4xi32>, tensor<1x4x8xf32>) -> tensor<64x8xf32>
    %459 = stablehlo.multiply %23, %434 : tensor<1x4x8xf32>
    %460 = stablehlo.reduce(%459 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %461 = stablehlo.dot_general %27, %431, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<8x8xf32>
    %462 = stablehlo.dot_general %64, %398, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<8x8xf32>
    %463 = stablehlo.multiply %88, %377 : tensor<1x4x8xf32>
    %464 = stablehlo.reduce(%463 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %465 = stablehlo.dot_general %92, %196, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<1x4x8xf32>, tensor<1x4x2x5xf32>) -> tensor<1x8x2x5xf32>
    %466 = stablehlo.dot_general %465, %374, batching_dims = [2] x [0], contracting_dims = [0, 3] x [1, 2] : (tensor<1x8x2x5xf32>, tensor<2x1x5x32xf32>) -> tensor<2x8x32xf32>
    %467 = stablehlo.dot_general %230, %350, batching_dims = [0] x [2], contracting_dims = [1, 2] x [0, 3] : (tensor<2x1x5x32xf32>, tensor<1x8x2x5xf32>) -> tensor<2x32x8xf32>
    %468 = stablehlo.multiply %256, %292 : tensor<1x4x8xf32>
    %469 = stablehlo.reduce(%468 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %470 = stablehlo.dot_general %291, %260, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x64xf32>, tensor<1x4x8xf32>) -> tensor<64x8xf32>
    %471 = stablehlo.add %458, %470 : tensor<64x8xf32>
    %472 = "stablehlo.all_reduce"(%471) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>) -> tensor<64x8xf32>
    %473 = stablehlo.multiply %472, %472 : tensor<64x8xf32>
    %474 = stablehlo.reduce(%473 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x8xf32>, tensor<f32>) -> tensor<f32>
    %475 = "stablehlo.all_reduce"(%456) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<4x8xf32>) -> tensor<4x8xf32>
    %476 = stablehlo.multiply %475, %475 : tensor<4x8xf32>
    %477 = stablehlo.reduce(%476 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %478 = "stablehlo.all_reduce"(%460) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %479 = stablehlo.multiply %478, %478 : tensor<8xf32>
    %480 = stablehlo.reduce(%479 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %481 = "stablehlo.all_reduce"(%435) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %482 = stablehlo.multiply %481, %481 : tensor<8xf32>
    %483 = stablehlo.reduce(%482 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %484 = "stablehlo.all_reduce"(%421) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %485 = stablehlo.multiply %484, %484 : tensor<8x8xf32>
    %486 = stablehlo.reduce(%485 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %487 = "stablehlo.all_reduce"(%419) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %488 = stablehlo.multiply %487, %487 : tensor<8xf32>
    %489 = stablehlo.reduce(%488 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %490 = "stablehlo.all_reduce"(%428) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %491 = stablehlo.multiply %490, %490 : tensor<8x8xf32>
    %492 = stablehlo.reduce(%491 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %493 = "stablehlo.all_reduce"(%425) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %494 = stablehlo.multiply %493, %493 : tensor<8xf32>
    %495 = stablehlo.reduce(%494 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %496 = "stablehlo.all_reduce"(%461) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %497 = stablehlo.multiply %496, %496 : tensor<8x8xf32>
    %498 = stablehlo.reduce(%497 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %499 = "stablehlo.all_reduce"(%432) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %500 = stablehlo.multiply %499, %499 : tensor<8xf32>
    %501 = stablehlo.reduce(%500 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %502 = "stablehlo.all_reduce"(%462) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %503 = stablehlo.multiply %502, %502 : tensor<8x8xf32>
    %504 = stablehlo.reduce(%503 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %505 = "stablehlo.all_reduce"(%399) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %506 = stablehlo.multiply %505, %505 : tensor<8xf32>
    %507 = stablehlo.reduce(%506 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %508 = "stablehlo.all_reduce"(%464) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %509 = stablehlo.multiply %508, %508 : tensor<8xf32>
    %510 = stablehlo.reduce(%509 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %511 = "stablehlo.all_reduce"(%378) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %512 = stablehlo.multiply %511, %511 : tensor<8xf32>
    %513 = stablehlo.reduce(%512 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %514 = "stablehlo.all_reduce"(%348) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8x2xf32>) -> tensor<8x2xf32>
    %515 = stablehlo.multiply %514, %514 : tensor<8x2xf32>
    %516 = stablehlo.reduce(%515 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x2xf32>, tensor<f32>) -> tensor<f32>
    %517 = "stablehlo.all_reduce"(%466) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x8x32xf32>) -> tensor<2x8x32xf32>
    %518 = stablehlo.multiply %517, %517 : tensor<2x8x32xf32>
    %519 = stablehlo.reduce(%518 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x8x32xf32>, tensor<f32>) -> tensor<f32>
    %520 = "stablehlo.all_reduce"(%467) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x32x8xf32>) -> tensor<2x32x8xf32>
    %521 = stablehlo.multiply %520, %520 : tensor<2x32x8xf32>
    %522 = stablehlo.reduce(%521 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x32x8xf32>, tensor<f32>) -> tensor<f32>
    %523 = "stablehlo.all_reduce"(%469) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %524 = stablehlo.multiply %523, %523 : tensor<8xf32>
    %525 = stablehlo.reduce(%524 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %526 = "stablehlo.all_reduce"(%293) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %527 = stablehlo.multiply %526, %526 : tensor<8xf32>
    %528 = stablehlo.reduce(%527 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %529 = stablehlo.add %474, %477 : tensor<f32>
    %530 = stablehlo.add %529, %480 : tensor<f32>
    %531 = stablehlo.add %530, %483 : tensor<f32>
    %532 = stablehlo.add %531, %486 : tensor<f32>
    %533 = stablehlo.add %532, %489 : tensor<f32>
    %534 = stablehlo.add %533, %492 : tensor<f32>
    %535 = stablehlo.add %534, %495 : tensor<f32>
    %536 = stablehlo.add %535, %498 : tensor<f32>
    %537 = stablehlo.add %536, %501 : tensor<f32>
    %538 = stablehlo.add %537, %504 : tensor<f32>
    %539 = stablehlo.add %538, %507 : tensor<f32>
    %540 = stablehlo.add %539, %510 : tensor<f32>
    %541 = stablehlo.add %540, %513 : tensor<f32>
    %542 = stablehlo.add %541, %516 : tensor<f32>
    %543 = stablehlo.add %542, %519 : tensor<f32>
    %544 = stablehlo.add %543, %522 : tensor<f32>
    %545 = stablehlo.add %544, %525 : tensor<f32>
    %546 = stablehlo.add %545, %528 : tensor<f32>
    %547 = stablehlo.sqrt %546 : tensor<f32>
    %548 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %549 = stablehlo.divide %548, %547 : tensor<f32>
    %550 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %551 = stablehlo.minimum %549, %550 : tensor<f32>
    %552 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %553 = stablehlo.multiply %472, %552 : tensor<64x8xf32>
    %554 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %555 = stablehlo.multiply %475, %554 : tensor<4x8xf32>
    %556 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %557 = stablehlo.multiply %478, %556 : tensor<8xf32>
    %558 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %559 = stablehlo.multiply %481, %558 : tensor<8xf32>
    %560 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %561 = stablehlo.multiply %484, %560 : tensor<8x8xf32>
    %562 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %563 = stablehlo.multiply %487, %562 : tensor<8xf32>
    %564 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %565 = stablehlo.multiply %490, %564 : tensor<8x8xf32>
    %566 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %567 = stablehlo.multiply %493, %566 : tensor<8xf32>
    %568 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %569 = stablehlo.multiply %496, %568 : tensor<8x8xf32>
    %570 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %571 = stablehlo.multiply %499, %570 : tensor<8xf32>
    %572 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %573 = stablehlo.multiply %502, %572 : tensor<8x8xf32>
    %574 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %575 = stablehlo.multiply %505, %574 : tensor<8xf32>
    %576 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %577 = stablehlo.multiply %508, %576 : tensor<8xf32>
    %578 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %579 = stablehlo.multiply %511, %578 : tensor<8xf32>
    %580 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %581 = stablehlo.multiply %514, %580 : tensor<8x2xf32>
    %582 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %583 = stablehlo.multiply %517, %582 : tensor<2x8x32xf32>
    %584 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %585 = stablehlo.multiply %520, %584 : tensor<2x32x8xf32>
    %586 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %587 = stablehlo.multiply %523, %586 : tensor<8xf32>
    %588 = stablehlo.broadcast_in_dim %551, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %589 = stablehlo.multiply %526, %588 : tensor<8xf32>
    %590 = stablehlo.constant dense<8.999999761581421e-1> : tensor<64x8xf32>
    %591 = stablehlo.multiply %arg19, %590 : tensor<64x8xf32>
    %592 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<64x8xf32>
    %593 = stablehlo.multiply %553, %592 : tensor<64x8xf32>
    %594 = stablehlo.add %591, %593 : tensor<64x8xf32>
    %595 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %596 = stablehlo.multiply %arg20, %595 : tensor<4x8xf32>
    %597 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %598 = stablehlo.multiply %555, %597 : tensor<4x8xf32>
    %599 = stablehlo.add %596, %598 : tensor<4x8xf32>
    %600 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %601 = stablehlo.multiply %arg21, %600 : tensor<8xf32>
    %602 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %603 = stablehlo.multiply %557, %602 : tensor<8xf32>
    %604 = stablehlo.add %601, %603 : tensor<8xf32>
    %605 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %606 = stablehlo.multiply %arg22, %605 : tensor<8xf32>
    %607 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %608 = stablehlo.multiply %559, %607 : tensor<8xf32>
    %609 = stablehlo.add %606, %608 : tensor<8xf32>
    %610 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %611 = stablehlo.multiply %arg23, %610 : tensor<8x8xf32>
    %612 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %613 = stablehlo.multiply %561, %612 : tensor<8x8xf32>
    %614 = stablehlo.add %611, %613 : tensor<8x8xf32>
    %615 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %616 = stablehlo.multiply %arg24, %615 : tensor<8xf32>
    %617 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %618 = stablehlo.multiply %563, %617 : tensor<8xf32>
    %619 = stablehlo.add %616, %618 : tensor<8xf32>
    %620 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %621 = stablehlo.multiply %arg25, %620 : tensor<8x8xf32>
    %622 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %623 = stablehlo.multiply %565, %622 : tensor<8x8xf32>
    %624 = stablehlo.add %621, %623 : tensor<8x8xf32>
    %625 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %626 = stablehlo.multiply %arg26, %625 : tensor<8xf32>
    %627 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %628 = stablehlo.multiply %567, %627 : tensor<8xf32>
    %629 = stablehlo.add %626, %628 : tensor<8xf32>
    %630 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %631 = stablehlo.multiply %arg27, %630 : tensor<8x8xf32>
    %632 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %633 = stablehlo.multiply %569, %632 : tensor<8x8xf32>
    %634 = stablehlo.add %631, %633 : tensor<8x8xf32>
    %635 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %636 = stablehlo.multiply %arg28, %635 : tensor<8xf32>
    %637 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %638 = stablehlo.multiply %571, %637 : tensor<8xf32>
    %639 = stablehlo.add %636, %638 : tensor<8xf32>
    %640 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %641 = stablehlo.multiply %arg29, %640 : tensor<8x8xf32>
    %642 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %643 = stablehlo.multiply %573, %642 : tensor<8x8xf32>
    %644 = stablehlo.add %641, %643 : tensor<8x8xf32>
    %645 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %646 = stablehlo.multiply %arg30, %645 : tensor<8xf32>
    %647 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %648 = stablehlo.multiply %575, %647 : tensor<8xf32>
    %649 = stablehlo.add %646, %648 : tensor<8xf32>
    %650 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %651 = stablehlo.multiply %arg31, %650 : tensor<8xf32>
    %652 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %653 = stablehlo.multiply %577, %652 : tensor<8xf32>
    %654 = stablehlo.add %651, %653 : tensor<8xf32>
    %655 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %656 = stablehlo.multiply %arg32, %655 : tensor<8xf32>
    %657 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %658 = stablehlo.multiply %579, %657 : tensor<8xf32>
    %659 = stablehlo.add %656, %658 : tensor<8xf32>
    %660 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x2xf32>
    %661 = stablehlo.multiply %arg33, %660 : tensor<8x2xf32>
    %662 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x2xf32>
    %663 = stablehlo.multiply %581, %662 : tensor<8x2xf32>
    %664 = stablehlo.add %661, %663 : tensor<8x2xf32>
    %665 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x8x32xf32>
    %666 = stablehlo.multiply %arg34, %665 : tensor<2x8x32xf32>
    %667 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<2x8x32xf32>
    %668 = stablehlo.multiply %583, %667 : tensor<2x8x32xf32>
    %669 = stablehlo.add %666, %668 : tensor<2x8x32xf32>
    %670 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x32x8xf32>
    %671 = stablehlo.multiply %arg35, %670 : tensor<2x32x8xf32>
    %672 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<2x32x8xf32>
    %673 = stablehlo.multiply %585, %672 : tensor<2x32x8xf32>
    %674 = stablehlo.add %671, %673 : tensor<2x32x8xf32>
    %675 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %676 = stablehlo.multiply %arg36, %675 : tensor<8xf32>
    %677 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %678 = stablehlo.multiply %587, %677 : tensor<8xf32>
    %679 = stablehlo.add %676, %678 : tensor<8xf32>
    %680 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %681 = stablehlo.multiply %arg37, %680 : tensor<8xf32>
    %682 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %683 = stablehlo.multiply %589, %682 : tensor<8xf32>
    %684 = stablehlo.add %681, %683 : tensor<8xf32>
    %685 = stablehlo.multiply %553, %553 : tensor<64x8xf32>
    %686 = stablehlo.constant dense<9.990000128746033e-1> : tensor<64x8xf32>
    %687 = stablehlo.multiply %arg38, %686 : tensor<64x8xf32>
    %688 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<64x8xf32>
    %689 = stablehlo.multiply %685, %688 : tensor<64x8xf32>
    %690 = stablehlo.add %687, %689 : tensor<64x8xf32>
    %691 = stablehlo.multiply %555, %555 : tensor<4x8xf32>
    %692 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %693 = stablehlo.multiply %arg39, %692 : tensor<4x8xf32>
    %694 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %695 = stablehlo.multiply %691, %694 : tensor<4x8xf32>
    %696 = stablehlo.add %693, %695 : tensor<4x8xf32>
    %697 = stablehlo.multiply %557, %557 : tensor<8xf32>
    %698 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %699 = stablehlo.multiply %arg40, %698 : tensor<8xf32>
    %700 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %701 = stablehlo.multiply %697, %700 : tensor<8xf32>
    %702 = stablehlo.add %699, %701 : tensor<8xf32>
    %703 = stablehlo.multiply %559, %559 : tensor<8xf32>
    %704 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %705 = stablehlo.multiply %arg41, %704 : tensor<8xf32>
    %706 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %707 = stablehlo.multiply %703, %706 : tensor<8xf32>
    %708 = stablehlo.add %705, %707 : tensor<8xf32>
    %709 = stablehlo.multiply %561, %561 : tensor<8x8xf32>
    %710 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %711 = stablehlo.multiply %arg42, %710 : tensor<8x8xf32>
    %712 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %713 = stablehlo.multiply %709, %712 : tensor<8x8xf32>
    %714 = stablehlo.add %711, %713 : tensor<8x8xf32>
    %715 = stablehlo.multiply %563, %563 : tensor<8xf32>
    %716 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %717 = stablehlo.multiply %arg43, %716 : tensor<8xf32>
    %718 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %719 = stablehlo.multiply %715, %718 : tensor<8xf32>
    %720 = stablehlo.add %717, %719 : tensor<8xf32>
    %721 = stablehlo.multiply %565, %565 : tensor<8x8xf32>
    %722 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %723 = stablehlo.multiply %arg44, %722 : tensor<8x8xf32>
    %724 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %725 = stablehlo.multiply %721, %724 : tensor<8x8xf32>
    %726 = stablehlo.add %723, %725 : tensor<8x8xf32>
    %727 = stablehlo.multiply %567, %567 : tensor<8xf32>
    %728 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %729 = stablehlo.multiply %arg45, %728 : tensor<8xf32>
    %730 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %731 = stablehlo.multiply %727, %730 : tensor<8xf32>
    %732 = stablehlo.add %729, %731 : tensor<8xf32>
    %733 = stablehlo.multiply %569, %569 : tensor<8x8xf32>
    %734 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %735 = stablehlo.multiply %arg46, %734 : tensor<8x8xf32>
    %736 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %737 = stablehlo.multiply %733, %736 : tensor<8x8xf32>
    %738 = stablehlo.add %735, %737 : tensor<8x8xf32>
    %739 = stablehlo.multiply %571, %571 : tensor<8xf32>
    %740 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %741 = stablehlo.multiply %arg47, %740 : tensor<8xf32>
    %742 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %743 = stablehlo.multiply %739, %742 : tensor<8xf32>
    %744 = stablehlo.add %741, %743 : tensor<8xf32>
    %745 = stablehlo.multiply %573, %573 : tensor<8x8xf32>
    %746 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %747 = stablehlo.multiply %arg48, %746 : tensor<8x8xf32>
    %748 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %749 = stablehlo.multiply %745, %748 : tensor<8x8xf32>
    %750 = stablehlo.add %747, %749 : tensor<8x8xf32>
    %751 = stablehlo.multiply %575, %575 : tensor<8xf32>
    %752 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %753 = stablehlo.multiply %arg49, %752 : tensor<8xf32>
    %754 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %755 = stablehlo.multiply %751, %754 : tensor<8xf32>
    %756 = stablehlo.add %753, %755 : tensor<8xf32>
    %757 = stablehlo.multiply %577, %577 : tensor<8xf32>
    %758 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %759 = stablehlo.multiply %arg50, %758 : tensor<8xf32>
    %760 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %761 = stablehlo.multiply %757, %760 : tensor<8xf32>
    %762 = stablehlo.add %759, %761 : tensor<8xf32>
    %763 = stablehlo.multiply %579, %579 : tensor<8xf32>
    %764 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %765 = stablehlo.multiply %arg51, %764 : tensor<8xf32>
    %766 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %767 = stablehlo.multiply %763, %766 : tensor<8xf32>
    %768 = stablehlo.add %765, %767 : tensor<8xf32>
    %769 = stablehlo.multiply %581, %581 : tensor<8x2xf32>
    %770 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x2xf32>
    %771 = stablehlo.multiply %arg52, %770 : tensor<8x2xf32>
    %772 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x2xf32>
    %773 = stablehlo.multiply %769, %772 : tensor<8x2xf32>
    %774 = stablehlo.add %771, %773 : tensor<8x2xf32>
    %775 = stablehlo.multiply %583, %583 : tensor<2x8x32xf32>
    %776 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x8x32xf32>
    %777 = stablehlo.multiply %arg53, %776 : tensor<2x8x32xf32>
    %778 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<2x8x32xf32>
    %779 = stablehlo.multiply %775, %778 : tensor<2x8x32xf32>
    %780 = stablehlo.add %777, %779 : tensor<2x8x32xf32>
    %781 = stablehlo.multiply %585, %585 : tensor<2x32x8xf32>
    %782 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x32x8xf32>
    %783 = stablehlo.multiply %arg54, %782 : tensor<2x32x8xf32>
    %784 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<2x32x8xf32>
    %785 = stablehlo.multiply %781, %784 : tensor<2x32x8xf32>
    %786 = stablehlo.add %783, %785 : tensor<2x32x8xf32>
    %787 = stablehlo.multiply %587, %587 : tensor<8xf32>
    %788 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %789 = stablehlo.multiply %arg55, %788 : tensor<8xf32>
    %790 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %791 = stablehlo.multiply %787, %790 : tensor<8xf32>
    %792 = stablehlo.add %789, %791 : tensor<8xf32>
    %793 = stablehlo.multiply %589, %589 : tensor<8xf32>
    %794 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %795 = stablehlo.multiply %arg56, %794 : tensor<8xf32>
    %796 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %797 = stablehlo.multiply %793, %796 : tensor<8xf32>
    %798 = stablehlo.add %795, %797 : tensor<8xf32>
    %799 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %800 = stablehlo.multiply %arg57, %799 : tensor<f32>
    %801 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %802 = stablehlo.add %800, %801 : tensor<f32>
    %803 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %804 = stablehlo.multiply %arg58, %803 : tensor<f32>
    %805 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %806 = stablehlo.add %804, %805 : tensor<f32>
    %807 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %808 = stablehlo.divide %807, %802 : tensor<f32>
    %809 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %810 = stablehlo.divide %809, %806 : tensor<f32>
    %811 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %812 = stablehlo.multiply %594, %811 : tensor<64x8xf32>
    %813 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %814 = stablehlo.multiply %690, %813 : tensor<64x8xf32>
    %815 = stablehlo.sqrt %814 : tensor<64x8xf32>
    %816 = stablehlo.constant dense<9.99999993922529e-9> : tensor<64x8xf32>
    %817 = stablehlo.add %815, %816 : tensor<64x8xf32>
    %818 = stablehlo.divide %812, %817 : tensor<64x8xf32>
    %819 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %820 = stablehlo.multiply %599, %819 : tensor<4x8xf32>
    %821 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %822 = stablehlo.multiply %696, %821 : tensor<4x8xf32>
    %823 = stablehlo.sqrt %822 : tensor<4x8xf32>
    %824 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %825 = stablehlo.add %823, %824 : tensor<4x8xf32>
    %826 = stablehlo.divide %820, %825 : tensor<4x8xf32>
    %827 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %828 = stablehlo.multiply %604, %827 : tensor<8xf32>
    %829 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %830 = stablehlo.multiply %702, %829 : tensor<8xf32>
    %831 = stablehlo.sqrt %830 : tensor<8xf32>
    %832 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %833 = stablehlo.add %831, %832 : tensor<8xf32>
    %834 = stablehlo.divide %828, %833 : tensor<8xf32>
    %835 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %836 = stablehlo.multiply %609, %835 : tensor<8xf32>
    %837 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %838 = stablehlo.multiply %708, %837 : tensor<8xf32>
    %839 = stablehlo.sqrt %838 : tensor<8xf32>
    %840 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %841 = stablehlo.add %839, %840 : tensor<8xf32>
    %842 = stablehlo.divide %836, %841 : tensor<8xf32>
    %843 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %844 = stablehlo.multiply %614, %843 : tensor<8x8xf32>
    %845 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %846 = stablehlo.multiply %714, %845 : tensor<8x8xf32>
    %847 = stablehlo.sqrt %846 : tensor<8x8xf32>
    %848 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %849 = stablehlo.add %847, %848 : tensor<8x8xf32>
    %850 = stablehlo.divide %844, %849 : tensor<8x8xf32>
    %851 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %852 = stablehlo.multiply %619, %851 : tensor<8xf32>
    %853 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %854 = stablehlo.multiply %720, %853 : tensor<8xf32>
    %855 = stablehlo.sqrt %854 : tensor<8xf32>
    %856 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %857 = stablehlo.add %855, %856 : tensor<8xf32>
    %858 = stablehlo.divide %852, %857 : tensor<8xf32>
    %859 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %860 = stablehlo.multiply %624, %859 : tensor<8x8xf32>
    %861 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %862 = stablehlo.multiply %726, %861 : tensor<8x8xf32>
    %863 = stablehlo.sqrt %862 : tensor<8x8xf32>
    %864 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %865 = stablehlo.add %863, %864 : tensor<8x8xf32>
    %866 = stablehlo.divide %860, %865 : tensor<8x8xf32>
    %867 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %868 = stablehlo.multiply %629, %867 : tensor<8xf32>
    %869 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %870 = stablehlo.multiply %732, %869 : tensor<8xf32>
    %871 = stablehlo.sqrt %870 : tensor<8xf32>
    %872 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %873 = stablehlo.add %871, %872 : tensor<8xf32>
    %874 = stablehlo.divide %868, %873 : tensor<8xf32>
    %875 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %876 = stablehlo.multiply %634, %875 : tensor<8x8xf32>
    %877 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %878 = stablehlo.multiply %738, %877 : tensor<8x8xf32>
    %879 = stablehlo.sqrt %878 : tensor<8x8xf32>
    %880 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %881 = stablehlo.add %879, %880 : tensor<8x8xf32>
    %882 = stablehlo.divide %876, %881 : tensor<8x8xf32>
    %883 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %884 = stablehlo.multiply %639, %883 : tensor<8xf32>
    %885 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %886 = stablehlo.multiply %744, %885 : tensor<8xf32>
    %887 = stablehlo.sqrt %886 : tensor<8xf32>
    %888 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %889 = stablehlo.add %887, %888 : tensor<8xf32>
    %890 = stablehlo.divide %884, %889 : tensor<8xf32>
    %891 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %892 = stablehlo.multiply %644, %891 : tensor<8x8xf32>
    %893 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %894 = stablehlo.multiply %750, %893 : tensor<8x8xf32>
    %895 = stablehlo.sqrt %894 : tensor<8x8xf32>
    %896 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %897 = stablehlo.add %895, %896 : tensor<8x8xf32>
    %898 = stablehlo.divide %892, %897 : tensor<8x8xf32>
    %899 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %900 = stablehlo.multiply %649, %899 : tensor<8xf32>
    %901 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %902 = stablehlo.multiply %756, %901 : tensor<8xf32>
    %903 = stablehlo.sqrt %902 : tensor<8xf32>
    %904 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %905 = stablehlo.add %903, %904 : tensor<8xf32>
    %906 = stablehlo.divide %900, %905 : tensor<8xf32>
    %907 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %908 = stablehlo.multiply %654, %907 : tensor<8xf32>
    %909 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %910 = stablehlo.multiply %762, %909 : tensor<8xf32>
    %911 = stablehlo.sqrt %910 : tensor<8xf32>
    %912 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %913 = stablehlo.add %911, %912 : tensor<8xf32>
    %914 = stablehlo.divide %908, %913 : tensor<8xf32>
    %915 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %916 = stablehlo.multiply %659, %915 : tensor<8xf32>
    %917 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %918 = stablehlo.multiply %768, %917 : tensor<8xf32>
    %919 = stablehlo.sqrt %918 : tensor<8xf32>
    %920 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %921 = stablehlo.add %919, %920 : tensor<8xf32>
    %922 = stablehlo.divide %916, %921 : tensor<8xf32>
    %923 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %924 = stablehlo.multiply %664, %923 : tensor<8x2xf32>
    %925 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %926 = stablehlo.multiply %774, %925 : tensor<8x2xf32>
    %927 = stablehlo.sqrt %926 : tensor<8x2xf32>
    %928 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x2xf32>
    %929 = stablehlo.add %927, %928 : tensor<8x2xf32>
    %930 = stablehlo.divide %924, %929 : tensor<8x2xf32>
    %931 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %932 = stablehlo.multiply %669, %931 : tensor<2x8x32xf32>
    %933 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %934 = stablehlo.multiply %780, %933 : tensor<2x8x32xf32>
    %935 = stablehlo.sqrt %934 : tensor<2x8x32xf32>
    %936 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x8x32xf32>
    %937 = stablehlo.add %935, %936 : tensor<2x8x32xf32>
    %938 = stablehlo.divide %932, %937 : tensor<2x8x32xf32>
    %939 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %940 = stablehlo.multiply %674, %939 : tensor<2x32x8xf32>
    %941 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %942 = stablehlo.multiply %786, %941 : tensor<2x32x8xf32>
    %943 = stablehlo.sqrt %942 : tensor<2x32x8xf32>
    %944 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x32x8xf32>
    %945 = stablehlo.add %943, %944 : tensor<2x32x8xf32>
    %946 = stablehlo.divide %940, %945 : tensor<2x32x8xf32>
    %947 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %948 = stablehlo.multiply %679, %947 : tensor<8xf32>
    %949 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %950 = stablehlo.multiply %792, %949 : tensor<8xf32>
    %951 = stablehlo.sqrt %950 : tensor<8xf32>
    %952 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %953 = stablehlo.add %951, %952 : tensor<8xf32>
    %954 = stablehlo.divide %948, %953 : tensor<8xf32>
    %955 = stablehlo.broadcast_in_dim %808, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %956 = stablehlo.multiply %684, %955 : tensor<8xf32>
    %957 = stablehlo.broadcast_in_dim %810, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %958 = stablehlo.multiply %798, %957 : tensor<8xf32>
    %959 = stablehlo.sqrt %958 : tensor<8xf32>
    %960 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %961 = stablehlo.add %959, %960 : tensor<8xf32>
    %962 = stablehlo.divide %956, %961 : tensor<8xf32>
    %963 = stablehlo.constant dense<9.999999776482582e-3> : tensor<64x8xf32>
    %964 = stablehlo.multiply %arg0, %963 : tensor<64x8xf32>
    %965 = stablehlo.add %818, %964 : tensor<64x8xf32>
    %966 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %967 = stablehlo.multiply %arg1, %966 : tensor<4x8xf32>
    %968 = stablehlo.add %826, %967 : tensor<4x8xf32>
    %969 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %970 = stablehlo.multiply %arg2, %969 : tensor<8xf32>
    %971 = stablehlo.add %834, %970 : tensor<8xf32>
    %972 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %973 = stablehlo.multiply %arg3, %972 : tensor<8xf32>
    %974 = stablehlo.add %842, %973 : tensor<8xf32>
    %975 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %976 = stablehlo.multiply %arg4, %975 : tensor<8x8xf32>
    %977 = stablehlo.add %850, %976 : tensor<8x8xf32>
    %978 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %979 = stablehlo.multiply %arg5, %978 : tensor<8xf32>
    %980 = stablehlo.add %858, %979 : tensor<8xf32>
    %981 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %982 = stablehlo.multiply %arg6, %981 : tensor<8x8xf32>
    %983 = stablehlo.add %866, %982 : tensor<8x8xf32>
    %984 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %985 = stablehlo.multiply %arg7, %984 : tensor<8xf32>
    %986 = stablehlo.add %874, %985 : tensor<8xf32>
    %987 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %988 = stablehlo.multiply %arg8, %987 : tensor<8x8xf32>
    %989 = stablehlo.add %882, %988 : tensor<8x8xf32>
    %990 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %991 = stablehlo.multiply %arg9, %990 : tensor<8xf32>
    %992 = stablehlo.add %890, %991 : tensor<8xf32>
    %993 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %994 = stablehlo.multiply %arg10, %993 : tensor<8x8xf32>
    %995 = stablehlo.add %898, %994 : tensor<8x8xf32>
    %996 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %997 = stablehlo.multiply %arg11, %996 : tensor<8xf32>
    %998 = stablehlo.add %906, %997 : tensor<8xf32>
    %999 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1000 = stablehlo.multiply %arg12, %999 : tensor<8xf32>
    %1001 = stablehlo.add %914, %1000 : tensor<8xf32>
    %1002 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1003 = stablehlo.multiply %arg13, %1002 : tensor<8xf32>
    %1004 = stablehlo.add %922, %1003 : tensor<8xf32>
    %1005 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x2xf32>
    %1006 = stablehlo.multiply %arg14, %1005 : tensor<8x2xf32>
    %1007 = stablehlo.add %930, %1006 : tensor<8x2xf32>
    %1008 = stablehlo.constant dense<9.999999776482582e-3> : tensor<2x8x32xf32>
    %1009 = stablehlo.multiply %arg15, %1008 : tensor<2x8x32xf32>
    %1010 = stablehlo.add %938, %1009 : tensor<2x8x32xf32>
    %1011 = stablehlo.constant dense<9.999999776482582e-3> : tensor<2x32x8xf32>
    %1012 = stablehlo.multiply %arg16, %1011 : tensor<2x32x8xf32>
    %1013 = stablehlo.add %946, %1012 : tensor<2x32x8xf32>
    %1014 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1015 = stablehlo.multiply %arg17, %1014 : tensor<8xf32>
    %1016 = stablehlo.add %954, %1015 : tensor<8xf32>
    %1017 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1018 = stablehlo.multiply %arg18, %1017 : tensor<8xf32>
    %1019 = stablehlo.add %962, %1018 : tensor<8xf32>
    %1020 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<64x8xf32>
    %1021 = stablehlo.multiply %965, %1020 : tensor<64x8xf32>
    %1022 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %1023 = stablehlo.multiply %968, %1022 : tensor<4x8xf32>
    %1024 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1025 = stablehlo.multiply %971, %1024 : tensor<8xf32>
    %1026 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1027 = stablehlo.multiply %974, %1026 : tensor<8xf32>
    %1028 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %1029 = stablehlo.multiply %977, %1028 : tensor<8x8xf32>
    %1030 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1031 = stablehlo.multiply %980, %1030 : tensor<8xf32>
    %1032 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %1033 = stablehlo.multiply %983, %1032 : tensor<8x8xf32>
    %1034 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1035 = stablehlo.multiply %986, %1034 : tensor<8xf32>
    %1036 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %1037 = stablehlo.multiply %989, %1036 : tensor<8x8xf32>
    %1038 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1039 = stablehlo.multiply %992, %1038 : tensor<8xf32>
    %1040 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %1041 = stablehlo.multiply %995, %1040 : tensor<8x8xf32>
    %1042 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1043 = stablehlo.multiply %998, %1042 : tensor<8xf32>
    %1044 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1045 = stablehlo.multiply %1001, %1044 : tensor<8xf32>
    %1046 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1047 = stablehlo.multiply %1004, %1046 : tensor<8xf32>
    %1048 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x2xf32>
    %1049 = stablehlo.multiply %1007, %1048 : tensor<8x2xf32>
    %1050 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<2x8x32xf32>
    %1051 = stablehlo.multiply %1010, %1050 : tensor<2x8x32xf32>
    %1052 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<2x32x8xf32>
    %1053 = stablehlo.multiply %1013, %1052 : tensor<2x32x8xf32>
    %1054 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1055 = stablehlo.multiply %1016, %1054 : tensor<8xf32>
    %1056 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1057 = stablehlo.multiply %1019, %1056 : tensor<8xf32>
    %1058 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %1059 = stablehlo.add %arg59, %1058 : tensor<f32>
    %1060 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %1061 = stablehlo.minimum %1059, %1060 : tensor<f32>
    %1062 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %1063 = stablehlo.multiply %1021, %1062 : tensor<64x8xf32>
    %1064 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %1065 = stablehlo.multiply %1023, %1064 : tensor<4x8xf32>
    %1066 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1067 = stablehlo.multiply %1025, %1066 : tensor<8xf32>
    %1068 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1069 = stablehlo.multiply %1027, %1068 : tensor<8xf32>
    %1070 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %1071 = stablehlo.multiply %1029, %1070 : tensor<8x8xf32>
    %1072 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1073 = stablehlo.multiply %1031, %1072 : tensor<8xf32>
    %1074 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %1075 = stablehlo.multiply %1033, %1074 : tensor<8x8xf32>
    %1076 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1077 = stablehlo.multiply %1035, %1076 : tensor<8xf32>
    %1078 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %1079 = stablehlo.multiply %1037, %1078 : tensor<8x8xf32>
    %1080 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1081 = stablehlo.multiply %1039, %1080 : tensor<8xf32>
    %1082 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %1083 = stablehlo.multiply %1041, %1082 : tensor<8x8xf32>
    %1084 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1085 = stablehlo.multiply %1043, %1084 : tensor<8xf32>
    %1086 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1087 = stablehlo.multiply %1045, %1086 : tensor<8xf32>
    %1088 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1089 = stablehlo.multiply %1047, %1088 : tensor<8xf32>
    %1090 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %1091 = stablehlo.multiply %1049, %1090 : tensor<8x2xf32>
    %1092 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %1093 = stablehlo.multiply %1051, %1092 : tensor<2x8x32xf32>
    %1094 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %1095 = stablehlo.multiply %1053, %1094 : tensor<2x32x8xf32>
    %1096 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1097 = stablehlo.multiply %1055, %1096 : tensor<8xf32>
    %1098 = stablehlo.broadcast_in_dim %1061, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1099 = stablehlo.multiply %1057, %1098 : tensor<8xf32>
    %1100 = stablehlo.add %arg0, %1063 : tensor<64x8xf32>
    %1101 = stablehlo.add %arg1, %1065 : tensor<4x8xf32>
    %1102 = stablehlo.add %arg2, %1067 : tensor<8xf32>
    %1103 = stablehlo.add %arg3, %1069 : tensor<8xf32>
    %1104 = stablehlo.add %arg4, %1071 : tensor<8x8xf32>
    %1105 = stablehlo.add %arg5, %1073 : tensor<8xf32>
    %1106 = stablehlo.add %arg6, %1075 : tensor<8x8xf32>
    %1107 = stablehlo.add %arg7, %1077 : tensor<8xf32>
    %1108 = stablehlo.add %arg8, %1079 : tensor<8x8xf32>
    %1109 = stablehlo.add %arg9, %1081 : tensor<8xf32>
    %1110 = stablehlo.add %arg10, %1083 : tensor<8x8xf32>
    %1111 = stablehlo.add %arg11, %1085 : tensor<8xf32>
    %1112 = stablehlo.add %arg12, %1087 : tensor<8xf32>
    %1113 = stablehlo.add %arg13, %1089 : tensor<8xf32>
    %1114 = stablehlo.add %arg14, %1091 : tensor<8x2xf32>
    %1115 = stablehlo.add %arg15, %1093 : tensor<2x8x32xf32>
    %1116 = stablehlo.add %arg16, %1095 : tensor<2x32x8xf32>
    %1117 = stablehlo.add %arg17, %1097 : tensor<8xf32>
    %1118 = stablehlo.add %arg18, %1099 : tensor<8xf32>
    %1119 = "stablehlo.all_reduce"(%281) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    return %1100, %1101, %1102, %1103, %1104, %1105, %1106, %1107, %1108, %1109, %1110, %1111, %1112, %1113, %1114, %1115, %1116, %1117, %1118, %594, %599, %604, %609, %614, %619, %624, %629, %634, %639, %644, %649, %654, %659, %664, %669, %674, %679, %684, %690, %696, %702, %708, %714, %720, %726, %732, %738, %744, %750, %756, %762, %768, %774, %780, %786, %792, %798, %802, %806, %1061, %1119 : tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
