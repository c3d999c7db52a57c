module @trainStep_stage0 attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=1]>
  func.func public @main(%arg0: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x8xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<8xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x8xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<8xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x8xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<8xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<8x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x2xf32> loc("state.params.blocks[0].feedForward.gate"), %arg15: tensor<2x8x32xf32> loc("state.params.blocks[0].feedForward.up"), %arg16: tensor<2x32x8xf32> loc("state.params.blocks[0].feedForward.down"), %arg17: tensor<64x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg18: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg19: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg20: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg21: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg23: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg24: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg25: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg26: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg27: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg28: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg29: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg30: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg31: tensor<8x2xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.gate"), %arg32: tensor<2x8x32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up"), %arg33: tensor<2x32x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down"), %arg34: tensor<64x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg35: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg36: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg38: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg39: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg40: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg41: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg42: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg43: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg44: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg45: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg46: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg47: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg48: tensor<8x2xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.gate"), %arg49: tensor<2x8x32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up"), %arg50: tensor<2x32x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down"), %arg51: tensor<2x4xi32> loc("tokens"), %arg52: tensor<2x4x2x5xf32> loc("reshape.314"), %arg53: tensor<2x8x2x5xf32> loc("reshape.350"), %arg54: tensor<2x4x8xf32> loc("add.312"), %arg55: tensor<64x8xf32> loc("dot_general.470"), %arg56: tensor<f32> loc("reduce.507"), %arg57: tensor<f32> loc("reduce.509"), %arg58: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg59: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg60: tensor<f32> loc("state.optimizer[2].share")) -> (tensor<64x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.params.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x2xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.gate"}, tensor<2x8x32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up"}, tensor<2x32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init2 = stablehlo.constant dense<-2147483648> : tensor<i32>
    %0 = "stablehlo.gather"(%arg0, %arg51) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<64x8xf32>, tensor<2x4xi32>) -> tensor<2x4x8xf32>
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
    %92 = stablehlo.dot_general %91, %arg14, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x2xf32>) -> tensor<2x4x2xf32>
    %93 = stablehlo.reduce(%92 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %94 = stablehlo.broadcast_in_dim %93, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %95 = stablehlo.subtract %92, %94 : tensor<2x4x2xf32>
    %96 = stablehlo.exponential %95 : tensor<2x4x2xf32>
    %97 = stablehlo.reduce(%96 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %98 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %99 = stablehlo.divide %98, %97 : tensor<2x4xf32>
    %100 = stablehlo.divide %99, %97 : tensor<2x4xf32>
    %101 = stablehlo.negate %100 : tensor<2x4xf32>
    %102 = stablehlo.broadcast_in_dim %99, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %103 = stablehlo.multiply %96, %102 : tensor<2x4x2xf32>
    %104 = stablehlo.reduce(%103 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %105 = stablehlo.broadcast_in_dim %104, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %106 = stablehlo.compare EQ, %103, %105 : (tensor<2x4x2xf32>, tensor<2x4x2xf32>) -> tensor<2x4x2xi1>
    %107 = stablehlo.convert %106 : (tensor<2x4x2xi1>) -> tensor<2x4x2xi32>
    %108 = stablehlo.constant dense<[2, 1]> : tensor<2xi32>
    %109 = stablehlo.broadcast_in_dim %108, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %110 = stablehlo.multiply %107, %109 : tensor<2x4x2xi32>
    %111 = stablehlo.reduce(%110 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x2xi32>, tensor<i32>) -> tensor<2x4xi32>
    %112 = stablehlo.constant dense<2> : tensor<2x4xi32>
    %113 = stablehlo.subtract %112, %111 : tensor<2x4xi32>
    %114 = stablehlo.broadcast_in_dim %113, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x2xi32>
    %115 = stablehlo.iota dim = 0 : tensor<2xi32>
    %116 = stablehlo.broadcast_in_dim %115, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %117 = stablehlo.compare EQ, %114, %116 : (tensor<2x4x2xi32>, tensor<2x4x2xi32>) -> tensor<2x4x2xi1>
    %118 = stablehlo.convert %117 : (tensor<2x4x2xi1>) -> tensor<2x4x2xf32>
    %119 = stablehlo.constant dense<0.0e+0> : tensor<2x4x2xf32>
    %120 = stablehlo.compare LT, %119, %118 : (tensor<2x4x2xf32>, tensor<2x4x2xf32>) -> tensor<2x4x2xi1>
    %121 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x2xf32>
    %122 = stablehlo.select %120, %121, %103 : tensor<2x4x2xi1>, tensor<2x4x2xf32>
    %123 = stablehlo.reduce(%122 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %124 = stablehlo.broadcast_in_dim %123, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %125 = stablehlo.compare EQ, %122, %124 : (tensor<2x4x2xf32>, tensor<2x4x2xf32>) -> tensor<2x4x2xi1>
    %126 = stablehlo.convert %125 : (tensor<2x4x2xi1>) -> tensor<2x4x2xi32>
    %127 = stablehlo.broadcast_in_dim %108, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %128 = stablehlo.multiply %126, %127 : tensor<2x4x2xi32>
    %129 = stablehlo.reduce(%128 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x2xi32>, tensor<i32>) -> tensor<2x4xi32>
    %130 = stablehlo.constant dense<2> : tensor<2x4xi32>
    %131 = stablehlo.subtract %130, %129 : tensor<2x4xi32>
    %132 = stablehlo.broadcast_in_dim %131, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x2xi32>
    %133 = stablehlo.iota dim = 0 : tensor<2xi32>
    %134 = stablehlo.broadcast_in_dim %133, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %135 = stablehlo.compare EQ, %132, %134 : (tensor<2x4x2xi32>, tensor<2x4x2xi32>) -> tensor<2x4x2xi1>
    %136 = stablehlo.convert %135 : (tensor<2x4x2xi1>) -> tensor<2x4x2xf32>
    %137 = stablehlo.reduce(%118 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x2xf32>
    %138 = stablehlo.constant dense<2.5e-1> : tensor<2x2xf32>
    %139 = stablehlo.multiply %137, %138 : tensor<2x2xf32>
    %140 = stablehlo.reduce(%103 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x2xf32>
    %141 = stablehlo.constant dense<2.5e-1> : tensor<2x2xf32>
    %142 = stablehlo.multiply %140, %141 : tensor<2x2xf32>
    %143 = stablehlo.multiply %139, %142 : tensor<2x2xf32>
    %144 = stablehlo.reduce(%143 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x2xf32>, tensor<f32>) -> tensor<2xf32>
    %145 = stablehlo.constant dense<2.0e+0> : tensor<2xf32>
    %146 = stablehlo.multiply %144, %145 : tensor<2xf32>
    %147 = stablehlo.multiply %118, %103 : tensor<2x4x2xf32>
    %148 = stablehlo.multiply %136, %103 : tensor<2x4x2xf32>
    %149 = stablehlo.reduce(%147 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %150 = stablehlo.reduce(%148 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %151 = stablehlo.add %149, %150 : tensor<2x4xf32>
    %152 = stablehlo.iota dim = 0 : tensor<4xi32>
    %153 = stablehlo.broadcast_in_dim %152, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %154 = stablehlo.iota dim = 0 : tensor<4xi32>
    %155 = stablehlo.broadcast_in_dim %154, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %156 = stablehlo.compare LT, %153, %155 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %157 = stablehlo.convert %156 : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %158 = stablehlo.dot_general %157, %118, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<2x4x2xf32>) -> tensor<4x2x2xf32>
    %159 = stablehlo.convert %158 : (tensor<4x2x2xf32>) -> tensor<4x2x2xi32>
    %160 = stablehlo.transpose %159, dims = [1, 0, 2] : (tensor<4x2x2xi32>) -> tensor<2x4x2xi32>
    %161 = stablehlo.broadcast_in_dim %160, dims = [0, 1, 2] : (tensor<2x4x2xi32>) -> tensor<2x4x2x5xi32>
    %162 = stablehlo.iota dim = 0 : tensor<5xi32>
    %163 = stablehlo.broadcast_in_dim %162, dims = [3] : (tensor<5xi32>) -> tensor<2x4x2x5xi32>
    %164 = stablehlo.compare EQ, %161, %163 : (tensor<2x4x2x5xi32>, tensor<2x4x2x5xi32>) -> tensor<2x4x2x5xi1>
    %165 = stablehlo.convert %164 : (tensor<2x4x2x5xi1>) -> tensor<2x4x2x5xf32>
    %166 = stablehlo.broadcast_in_dim %118, dims = [0, 1, 2] : (tensor<2x4x2xf32>) -> tensor<2x4x2x5xf32>
    %167 = stablehlo.multiply %165, %166 : tensor<2x4x2x5xf32>
    %168 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %169 = stablehlo.divide %168, %151 : tensor<2x4xf32>
    %170 = stablehlo.divide %169, %151 : tensor<2x4xf32>
    %171 = stablehlo.negate %170 : tensor<2x4xf32>
    %172 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %173 = stablehlo.multiply %147, %172 : tensor<2x4x2xf32>
    %174 = stablehlo.broadcast_in_dim %173, dims = [0, 1, 2] : (tensor<2x4x2xf32>) -> tensor<2x4x2x5xf32>
    %175 = stablehlo.multiply %167, %174 : tensor<2x4x2x5xf32>
    %176 = stablehlo.dot_general %157, %136, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<2x4x2xf32>) -> tensor<4x2x2xf32>
    %177 = stablehlo.transpose %176, dims = [1, 0, 2] : (tensor<4x2x2xf32>) -> tensor<2x4x2xf32>
    %178 = stablehlo.broadcast_in_dim %137, dims = [0, 2] : (tensor<2x2xf32>) -> tensor<2x4x2xf32>
    %179 = stablehlo.add %177, %178 : tensor<2x4x2xf32>
    %180 = stablehlo.convert %179 : (tensor<2x4x2xf32>) -> tensor<2x4x2xi32>
    %181 = stablehlo.broadcast_in_dim %180, dims = [0, 1, 2] : (tensor<2x4x2xi32>) -> tensor<2x4x2x5xi32>
    %182 = stablehlo.iota dim = 0 : tensor<5xi32>
    %183 = stablehlo.broadcast_in_dim %182, dims = [3] : (tensor<5xi32>) -> tensor<2x4x2x5xi32>
    %184 = stablehlo.compare EQ, %181, %183 : (tensor<2x4x2x5xi32>, tensor<2x4x2x5xi32>) -> tensor<2x4x2x5xi1>
    %185 = stablehlo.convert %184 : (tensor<2x4x2x5xi1>) -> tensor<2x4x2x5xf32>
    %186 = stablehlo.broadcast_in_dim %136, dims = [0, 1, 2] : (tensor<2x4x2xf32>) -> tensor<2x4x2x5xf32>
    %187 = stablehlo.multiply %185, %186 : tensor<2x4x2x5xf32>
    %188 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %189 = stablehlo.multiply %148, %188 : tensor<2x4x2xf32>
    %190 = stablehlo.broadcast_in_dim %189, dims = [0, 1, 2] : (tensor<2x4x2xf32>) -> tensor<2x4x2x5xf32>
    %191 = stablehlo.multiply %187, %190 : tensor<2x4x2x5xf32>
    %192 = stablehlo.add %175, %191 : tensor<2x4x2x5xf32>
    %193 = stablehlo.reduce(%146 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %194 = stablehlo.constant dense<0.0e+0> : tensor<2x4x2x5xf32>
    %195 = stablehlo.compare LT, %194, %192 : (tensor<2x4x2x5xf32>, tensor<2x4x2x5xf32>) -> tensor<2x4x2x5xi1>
    %196 = stablehlo.convert %195 : (tensor<2x4x2x5xi1>) -> tensor<2x4x2x5xf32>
    %197 = stablehlo.dot_general %196, %91, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x2x5xf32>, tensor<2x4x8xf32>) -> tensor<2x2x5x8xf32>
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
    %232 = stablehlo.constant dense<1.2499999720603228e-3> : tensor<2x2xf32>
    %233 = stablehlo.multiply %139, %232 : tensor<2x2xf32>
    %234 = stablehlo.multiply %187, %arg52 : tensor<2x4x2x5xf32>
    %235 = stablehlo.reduce(%234 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x4x2x5xf32>, tensor<f32>) -> tensor<2x4x2xf32>
    %236 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %237 = stablehlo.multiply %235, %236 : tensor<2x4x2xf32>
    %238 = stablehlo.multiply %148, %235 : tensor<2x4x2xf32>
    %239 = stablehlo.reduce(%238 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %240 = stablehlo.multiply %171, %239 : tensor<2x4xf32>
    %241 = stablehlo.multiply %167, %arg52 : tensor<2x4x2x5xf32>
    %242 = stablehlo.reduce(%241 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x4x2x5xf32>, tensor<f32>) -> tensor<2x4x2xf32>
    %243 = stablehlo.broadcast_in_dim %169, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %244 = stablehlo.multiply %242, %243 : tensor<2x4x2xf32>
    %245 = stablehlo.multiply %147, %242 : tensor<2x4x2xf32>
    %246 = stablehlo.reduce(%245 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %247 = stablehlo.multiply %171, %246 : tensor<2x4xf32>
    %248 = stablehlo.add %240, %247 : tensor<2x4xf32>
    %249 = stablehlo.broadcast_in_dim %248, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %250 = stablehlo.add %237, %249 : tensor<2x4x2xf32>
    %251 = stablehlo.multiply %136, %250 : tensor<2x4x2xf32>
    %252 = stablehlo.broadcast_in_dim %233, dims = [0, 2] : (tensor<2x2xf32>) -> tensor<2x4x2xf32>
    %253 = stablehlo.add %252, %251 : tensor<2x4x2xf32>
    %254 = stablehlo.broadcast_in_dim %248, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %255 = stablehlo.add %244, %254 : tensor<2x4x2xf32>
    %256 = stablehlo.multiply %118, %255 : tensor<2x4x2xf32>
    %257 = stablehlo.add %253, %256 : tensor<2x4x2xf32>
    %258 = stablehlo.broadcast_in_dim %99, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %259 = stablehlo.multiply %257, %258 : tensor<2x4x2xf32>
    %260 = stablehlo.multiply %96, %257 : tensor<2x4x2xf32>
    %261 = stablehlo.reduce(%260 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x2xf32>, tensor<f32>) -> tensor<2x4xf32>
    %262 = stablehlo.multiply %101, %261 : tensor<2x4xf32>
    %263 = stablehlo.broadcast_in_dim %262, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x2xf32>
    %264 = stablehlo.add %259, %263 : tensor<2x4x2xf32>
    %265 = stablehlo.multiply %96, %264 : tensor<2x4x2xf32>
    %266 = stablehlo.dot_general %265, %arg14, contracting_dims = [2] x [1] : (tensor<2x4x2xf32>, tensor<8x2xf32>) -> tensor<2x4x8xf32>
    %267 = stablehlo.dot_general %91, %265, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x2xf32>) -> tensor<8x2xf32>
    %268 = stablehlo.dot_general %arg53, %arg16, batching_dims = [2] x [0], contracting_dims = [1] x [2] : (tensor<2x8x2x5xf32>, tensor<2x32x8xf32>) -> tensor<2x2x5x32xf32>
    %269 = stablehlo.multiply %268, %229 : tensor<2x2x5x32xf32> loc("gelu")
    %270 = stablehlo.multiply %200, %268 : tensor<2x2x5x32xf32> loc("gelu")
    %271 = stablehlo.multiply %270, %213 : tensor<2x2x5x32xf32> loc("gelu")
    %272 = stablehlo.multiply %271, %223 : tensor<2x2x5x32xf32> loc("gelu")
    %273 = stablehlo.multiply %219, %271 : tensor<2x2x5x32xf32> loc("gelu")
    %274 = stablehlo.multiply %225, %273 : tensor<2x2x5x32xf32> loc("gelu")
    %275 = stablehlo.add %272, %274 : tensor<2x2x5x32xf32> loc("gelu")
    %276 = stablehlo.multiply %217, %275 : tensor<2x2x5x32xf32> loc("gelu")
    %277 = stablehlo.constant dense<2.0e+0> : tensor<2x2x5x32xf32>
    %278 = stablehlo.multiply %276, %277 : tensor<2x2x5x32xf32> loc("gelu")
    %279 = stablehlo.multiply %278, %213 : tensor<2x2x5x32xf32> loc("gelu")
    %280 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x2x5x32xf32>
    %281 = stablehlo.multiply %279, %280 : tensor<2x2x5x32xf32> loc("gelu")
    %282 = stablehlo.multiply %281, %205 : tensor<2x2x5x32xf32> loc("gelu")
    %283 = stablehlo.multiply %198, %281 : tensor<2x2x5x32xf32> loc("gelu")
    %284 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x2x5x32xf32>
    %285 = stablehlo.multiply %283, %284 : tensor<2x2x5x32xf32> loc("gelu")
    %286 = stablehlo.multiply %285, %198 : tensor<2x2x5x32xf32> loc("gelu")
    %287 = stablehlo.add %282, %286 : tensor<2x2x5x32xf32> loc("gelu")
    %288 = stablehlo.add %287, %286 : tensor<2x2x5x32xf32> loc("gelu")
    %289 = stablehlo.constant dense<5.0e-1> : tensor<2x2x5x32xf32>
    %290 = stablehlo.multiply %269, %289 : tensor<2x2x5x32xf32> loc("gelu")
    %291 = stablehlo.add %288, %290 : tensor<2x2x5x32xf32> loc("gelu")
    %292 = stablehlo.dot_general %291, %arg15, batching_dims = [0] x [0], contracting_dims = [3] x [2] : (tensor<2x2x5x32xf32>, tensor<2x8x32xf32>) -> tensor<2x2x5x8xf32>
    %293 = stablehlo.dot_general %196, %292, batching_dims = [0] x [1], contracting_dims = [2, 3] x [0, 2] : (tensor<2x4x2x5xf32>, tensor<2x2x5x8xf32>) -> tensor<2x4x8xf32>
    %294 = stablehlo.add %266, %293 : tensor<2x4x8xf32>
    %295 = stablehlo.reduce(%294 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %296 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %297 = stablehlo.multiply %294, %296 : tensor<2x4x8xf32>
    %298 = stablehlo.broadcast_in_dim %83, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %299 = stablehlo.multiply %297, %298 : tensor<2x4x8xf32>
    %300 = stablehlo.multiply %72, %297 : tensor<2x4x8xf32>
    %301 = stablehlo.reduce(%300 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %302 = stablehlo.multiply %85, %301 : tensor<2x4xf32>
    %303 = stablehlo.divide %302, %81 : tensor<2x4xf32>
    %304 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %305 = stablehlo.multiply %303, %304 : tensor<2x4xf32>
    %306 = stablehlo.broadcast_in_dim %305, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %307 = stablehlo.multiply %306, %72 : tensor<2x4x8xf32>
    %308 = stablehlo.add %299, %307 : tensor<2x4x8xf32>
    %309 = stablehlo.add %308, %307 : tensor<2x4x8xf32>
    %310 = stablehlo.reduce(%309 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %311 = stablehlo.add %arg54, %309 : tensor<2x4x8xf32>
    %312 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %313 = stablehlo.multiply %310, %312 : tensor<2x4xf32>
    %314 = stablehlo.broadcast_in_dim %313, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %315 = stablehlo.add %311, %314 : tensor<2x4x8xf32>
    %316 = stablehlo.reduce(%315 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %317 = stablehlo.dot_general %315, %arg10, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %318 = stablehlo.reshape %317 : (tensor<2x4x8xf32>) -> tensor<2x4x2x4xf32>
    %319 = stablehlo.dot_general %318, %38, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x2x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %320 = stablehlo.broadcast_in_dim %56, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %321 = stablehlo.multiply %319, %320 : tensor<2x2x4x4xf32>
    %322 = stablehlo.multiply %53, %319 : tensor<2x2x4x4xf32>
    %323 = stablehlo.reduce(%322 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x2x4x4xf32>, tensor<f32>) -> tensor<2x2x4xf32>
    %324 = stablehlo.multiply %58, %323 : tensor<2x2x4xf32>
    %325 = stablehlo.broadcast_in_dim %324, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %326 = stablehlo.add %321, %325 : tensor<2x2x4x4xf32>
    %327 = stablehlo.multiply %53, %326 : tensor<2x2x4x4xf32>
    %328 = stablehlo.broadcast_in_dim %46, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x2x4x4xi1>
    %329 = stablehlo.constant dense<0.0e+0> : tensor<2x2x4x4xf32>
    %330 = stablehlo.select %328, %327, %329 : tensor<2x2x4x4xi1>, tensor<2x2x4x4xf32>
    %331 = stablehlo.constant dense<5.0e-1> : tensor<2x2x4x4xf32>
    %332 = stablehlo.multiply %330, %331 : tensor<2x2x4x4xf32>
    %333 = stablehlo.dot_general %332, %34, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %334 = stablehlo.transpose %333, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %335 = stablehlo.reshape %334 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %336 = stablehlo.reduce(%335 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %337 = stablehlo.dot_general %335, %arg4, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %338 = stablehlo.dot_general %26, %335, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %339 = stablehlo.dot_general %332, %30, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %340 = stablehlo.transpose %339, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %341 = stablehlo.reshape %340 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %342 = stablehlo.reduce(%341 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %343 = stablehlo.dot_general %341, %arg6, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %344 = stablehlo.add %337, %343 : tensor<2x4x8xf32>
    %345 = stablehlo.dot_general %26, %341, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %346 = stablehlo.dot_general %60, %318, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %347 = stablehlo.transpose %346, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %348 = stablehlo.reshape %347 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %349 = stablehlo.reduce(%348 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %350 = stablehlo.dot_general %348, %arg8, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %351 = stablehlo.add %344, %350 : tensor<2x4x8xf32>
    %352 = stablehlo.reduce(%351 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %353 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %354 = stablehlo.multiply %351, %353 : tensor<2x4x8xf32>
    %355 = stablehlo.broadcast_in_dim %18, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %356 = stablehlo.multiply %354, %355 : tensor<2x4x8xf32>
    %357 = stablehlo.multiply %7, %354 : tensor<2x4x8xf32>
    %358 = stablehlo.reduce(%357 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %359 = stablehlo.multiply %20, %358 : tensor<2x4xf32>
    %360 = stablehlo.divide %359, %16 : tensor<2x4xf32>
    %361 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %362 = stablehlo.multiply %360, %361 : tensor<2x4xf32>
    %363 = stablehlo.broadcast_in_dim %362, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %364 = stablehlo.multiply %363, %7 : tensor<2x4x8xf32>
    %365 = stablehlo.add %356, %364 : tensor<2x4x8xf32>
    %366 = stablehlo.add %365, %364 : tensor<2x4x8xf32>
    %367 = stablehlo.reduce(%366 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %368 = stablehlo.add %315, %366 : tensor<2x4x8xf32>
    %369 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %370 = stablehlo.multiply %367, %369 : tensor<2x4xf32>
    %371 = stablehlo.broadcast_in_dim %370, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %372 = stablehlo.add %368, %371 : tensor<2x4x8xf32>
    %373 = stablehlo.reduce(%372 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %374 = stablehlo.constant dense<0.0e+0> : tensor<64x8xf32>
    %375 = "stablehlo.scatter"(%374, %arg51, %372) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>, tensor<2x4xi32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %376 = stablehlo.multiply %22, %351 : tensor<2x4x8xf32>
    %377 = stablehlo.reduce(%376 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %378 = stablehlo.dot_general %26, %348, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %379 = stablehlo.dot_general %63, %315, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %380 = stablehlo.multiply %87, %294 : tensor<2x4x8xf32>
    %381 = stablehlo.reduce(%380 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %382 = stablehlo.dot_general %91, %196, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x8xf32>, tensor<2x4x2x5xf32>) -> tensor<2x8x2x5xf32>
    %383 = stablehlo.dot_general %382, %291, batching_dims = [2] x [0], contracting_dims = [0, 3] x [1, 2] : (tensor<2x8x2x5xf32>, tensor<2x2x5x32xf32>) -> tensor<2x8x32xf32>
    %384 = stablehlo.dot_general %230, %arg53, batching_dims = [0] x [2], contracting_dims = [1, 2] x [0, 3] : (tensor<2x2x5x32xf32>, tensor<2x8x2x5xf32>) -> tensor<2x32x8xf32>
    %385 = stablehlo.add %375, %arg55 : tensor<64x8xf32>
    %386 = stablehlo.multiply %385, %385 : tensor<64x8xf32>
    %387 = stablehlo.reduce(%386 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x8xf32>, tensor<f32>) -> tensor<f32>
    %388 = stablehlo.multiply %373, %373 : tensor<4x8xf32>
    %389 = stablehlo.reduce(%388 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %390 = stablehlo.multiply %377, %377 : tensor<8xf32>
    %391 = stablehlo.reduce(%390 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %392 = stablehlo.multiply %352, %352 : tensor<8xf32>
    %393 = stablehlo.reduce(%392 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %394 = stablehlo.multiply %338, %338 : tensor<8x8xf32>
    %395 = stablehlo.reduce(%394 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %396 = stablehlo.multiply %336, %336 : tensor<8xf32>
    %397 = stablehlo.reduce(%396 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %398 = stablehlo.multiply %345, %345 : tensor<8x8xf32>
    %399 = stablehlo.reduce(%398 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %400 = stablehlo.multiply %342, %342 : tensor<8xf32>
    %401 = stablehlo.reduce(%400 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %402 = stablehlo.multiply %378, %378 : tensor<8x8xf32>
    %403 = stablehlo.reduce(%402 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %404 = stablehlo.multiply %349, %349 : tensor<8xf32>
    %405 = stablehlo.reduce(%404 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %406 = stablehlo.multiply %379, %379 : tensor<8x8xf32>
    %407 = stablehlo.reduce(%406 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %408 = stablehlo.multiply %316, %316 : tensor<8xf32>
    %409 = stablehlo.reduce(%408 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %410 = stablehlo.multiply %381, %381 : tensor<8xf32>
    %411 = stablehlo.reduce(%410 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %412 = stablehlo.multiply %295, %295 : tensor<8xf32>
    %413 = stablehlo.reduce(%412 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %414 = stablehlo.multiply %267, %267 : tensor<8x2xf32>
    %415 = stablehlo.reduce(%414 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x2xf32>, tensor<f32>) -> tensor<f32>
    %416 = stablehlo.multiply %383, %383 : tensor<2x8x32xf32>
    %417 = stablehlo.reduce(%416 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x8x32xf32>, tensor<f32>) -> tensor<f32>
    %418 = stablehlo.multiply %384, %384 : tensor<2x32x8xf32>
    %419 = stablehlo.reduce(%418 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x32x8xf32>, tensor<f32>) -> tensor<f32>
    %420 = stablehlo.add %387, %389 : tensor<f32>
    %421 = stablehlo.add %420, %391 : tensor<f32>
    %422 = stablehlo.add %421, %393 : tensor<f32>
    %423 = stablehlo.add %422, %395 : tensor<f32>
    %424 = stablehlo.add %423, %397 : tensor<f32>
    %425 = stablehlo.add %424, %399 : tensor<f32>
    %426 = stablehlo.add %425, %401 : tensor<f32>
    %427 = stablehlo.add %426, %403 : tensor<f32>
    %428 = stablehlo.add %427, %405 : tensor<f32>
    %429 = stablehlo.add %428, %407 : tensor<f32>
    %430 = stablehlo.add %429, %409 : tensor<f32>
    %431 = stablehlo.add %430, %411 : tensor<f32>
    %432 = stablehlo.add %431, %413 : tensor<f32>
    %433 = stablehlo.add %432, %415 : tensor<f32>
    %434 = stablehlo.add %433, %417 : tensor<f32>
    %435 = stablehlo.add %434, %419 : tensor<f32>
    %436 = stablehlo.add %435, %arg56 : tensor<f32>
    %437 = stablehlo.add %436, %arg57 : tensor<f32>
    %438 = stablehlo.sqrt %437 : tensor<f32>
    %439 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %440 = stablehlo.divide %439, %438 : tensor<f32>
    %441 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %442 = stablehlo.minimum %440, %441 : tensor<f32>
    %443 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %444 = stablehlo.multiply %385, %443 : tensor<64x8xf32>
    %445 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %446 = stablehlo.multiply %373, %445 : tensor<4x8xf32>
    %447 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %448 = stablehlo.multiply %377, %447 : tensor<8xf32>
    %449 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %450 = stablehlo.multiply %352, %449 : tensor<8xf32>
    %451 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %452 = stablehlo.multiply %338, %451 : tensor<8x8xf32>
    %453 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %454 = stablehlo.multiply %336, %453 : tensor<8xf32>
    %455 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %456 = stablehlo.multiply %345, %455 : tensor<8x8xf32>
    %457 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %458 = stablehlo.multiply %342, %457 : tensor<8xf32>
    %459 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %460 = stablehlo.multiply %378, %459 : tensor<8x8xf32>
    %461 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %462 = stablehlo.multiply %349, %461 : tensor<8xf32>
    %463 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %464 = stablehlo.multiply %379, %463 : tensor<8x8xf32>
    %465 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %466 = stablehlo.multiply %316, %465 : tensor<8xf32>
    %467 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %468 = stablehlo.multiply %381, %467 : tensor<8xf32>
    %469 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %470 = stablehlo.multiply %295, %469 : tensor<8xf32>
    %471 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %472 = stablehlo.multiply %267, %471 : tensor<8x2xf32>
    %473 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %474 = stablehlo.multiply %383, %473 : tensor<2x8x32xf32>
    %475 = stablehlo.broadcast_in_dim %442, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %476 = stablehlo.multiply %384, %475 : tensor<2x32x8xf32>
    %477 = stablehlo.constant dense<8.999999761581421e-1> : tensor<64x8xf32>
    %478 = stablehlo.multiply %arg17, %477 : tensor<64x8xf32>
    %479 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<64x8xf32>
    %480 = stablehlo.multiply %444, %479 : tensor<64x8xf32>
    %481 = stablehlo.add %478, %480 : tensor<64x8xf32>
    %482 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %483 = stablehlo.multiply %arg18, %482 : tensor<4x8xf32>
    %484 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %485 = stablehlo.multiply %446, %484 : tensor<4x8xf32>
    %486 = stablehlo.add %483, %485 : tensor<4x8xf32>
    %487 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %488 = stablehlo.multiply %arg19, %487 : tensor<8xf32>
    %489 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %490 = stablehlo.multiply %448, %489 : tensor<8xf32>
    %491 = stablehlo.add %488, %490 : tensor<8xf32>
    %492 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %493 = stablehlo.multiply %arg20, %492 : tensor<8xf32>
    %494 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %495 = stablehlo.multiply %450, %494 : tensor<8xf32>
    %496 = stablehlo.add %493, %495 : tensor<8xf32>
    %497 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %498 = stablehlo.multiply %arg21, %497 : tensor<8x8xf32>
    %499 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %500 = stablehlo.multiply %452, %499 : tensor<8x8xf32>
    %501 = stablehlo.add %498, %500 : tensor<8x8xf32>
    %502 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %503 = stablehlo.multiply %arg22, %502 : tensor<8xf32>
    %504 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %505 = stablehlo.multiply %454, %504 : tensor<8xf32>
    %506 = stablehlo.add %503, %505 : tensor<8xf32>
    %507 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %508 = stablehlo.multiply %arg23, %507 : tensor<8x8xf32>
    %509 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %510 = stablehlo.multiply %456, %509 : tensor<8x8xf32>
    %511 = stablehlo.add %508, %510 : tensor<8x8xf32>
    %512 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %513 = stablehlo.multiply %arg24, %512 : tensor<8xf32>
    %514 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %515 = stablehlo.multiply %458, %514 : tensor<8xf32>
    %516 = stablehlo.add %513, %515 : tensor<8xf32>
    %517 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %518 = stablehlo.multiply %arg25, %517 : tensor<8x8xf32>
    %519 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %520 = stablehlo.multiply %460, %519 : tensor<8x8xf32>
    %521 = stablehlo.add %518, %520 : tensor<8x8xf32>
    %522 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %523 = stablehlo.multiply %arg26, %522 : tensor<8xf32>
    %524 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %525 = stablehlo.multiply %462, %524 : tensor<8xf32>
    %526 = stablehlo.add %523, %525 : tensor<8xf32>
    %527 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %528 = stablehlo.multiply %arg27, %527 : tensor<8x8xf32>
    %529 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %530 = stablehlo.multiply %464, %529 : tensor<8x8xf32>
    %531 = stablehlo.add %528, %530 : tensor<8x8xf32>
    %532 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %533 = stablehlo.multiply %arg28, %532 : tensor<8xf32>
    %534 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %535 = stablehlo.multiply %466, %534 : tensor<8xf32>
    %536 = stablehlo.add %533, %535 : tensor<8xf32>
    %537 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %538 = stablehlo.multiply %arg29, %537 : tensor<8xf32>
    %539 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %540 = stablehlo.multiply %468, %539 : tensor<8xf32>
    %541 = stablehlo.add %538, %540 : tensor<8xf32>
    %542 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %543 = stablehlo.multiply %arg30, %542 : tensor<8xf32>
    %544 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %545 = stablehlo.multiply %470, %544 : tensor<8xf32>
    %546 = stablehlo.add %543, %545 : tensor<8xf32>
    %547 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x2xf32>
    %548 = stablehlo.multiply %arg31, %547 : tensor<8x2xf32>
    %549 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x2xf32>
    %550 = stablehlo.multiply %472, %549 : tensor<8x2xf32>
    %551 = stablehlo.add %548, %550 : tensor<8x2xf32>
    %552 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x8x32xf32>
    %553 = stablehlo.multiply %arg32, %552 : tensor<2x8x32xf32>
    %554 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<2x8x32xf32>
    %555 = stablehlo.multiply %474, %554 : tensor<2x8x32xf32>
    %556 = stablehlo.add %553, %555 : tensor<2x8x32xf32>
    %557 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x32x8xf32>
    %558 = stablehlo.multiply %arg33, %557 : tensor<2x32x8xf32>
    %559 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<2x32x8xf32>
    %560 = stablehlo.multiply %476, %559 : tensor<2x32x8xf32>
    %561 = stablehlo.add %558, %560 : tensor<2x32x8xf32>
    %562 = stablehlo.multiply %444, %444 : tensor<64x8xf32>
    %563 = stablehlo.constant dense<9.990000128746033e-1> : tensor<64x8xf32>
    %564 = stablehlo.multiply %arg34, %563 : tensor<64x8xf32>
    %565 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<64x8xf32>
    %566 = stablehlo.multiply %562, %565 : tensor<64x8xf32>
    %567 = stablehlo.add %564, %566 : tensor<64x8xf32>
    %568 = stablehlo.multiply %446, %446 : tensor<4x8xf32>
    %569 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %570 = stablehlo.multiply %arg35, %569 : tensor<4x8xf32>
    %571 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %572 = stablehlo.multiply %568, %571 : tensor<4x8xf32>
    %573 = stablehlo.add %570, %572 : tensor<4x8xf32>
    %574 = stablehlo.multiply %448, %448 : tensor<8xf32>
    %575 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %576 = stablehlo.multiply %arg36, %575 : tensor<8xf32>
    %577 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %578 = stablehlo.multiply %574, %577 : tensor<8xf32>
    %579 = stablehlo.add %576, %578 : tensor<8xf32>
    %580 = stablehlo.multiply %450, %450 : tensor<8xf32>
    %581 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %582 = stablehlo.multiply %arg37, %581 : tensor<8xf32>
    %583 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %584 = stablehlo.multiply %580, %583 : tensor<8xf32>
    %585 = stablehlo.add %582, %584 : tensor<8xf32>
    %586 = stablehlo.multiply %452, %452 : tensor<8x8xf32>
    %587 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %588 = stablehlo.multiply %arg38, %587 : tensor<8x8xf32>
    %589 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %590 = stablehlo.multiply %586, %589 : tensor<8x8xf32>
    %591 = stablehlo.add %588, %590 : tensor<8x8xf32>
    %592 = stablehlo.multiply %454, %454 : tensor<8xf32>
    %593 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %594 = stablehlo.multiply %arg39, %593 : tensor<8xf32>
    %595 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %596 = stablehlo.multiply %592, %595 : tensor<8xf32>
    %597 = stablehlo.add %594, %596 : tensor<8xf32>
    %598 = stablehlo.multiply %456, %456 : tensor<8x8xf32>
    %599 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %600 = stablehlo.multiply %arg40, %599 : tensor<8x8xf32>
    %601 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %602 = stablehlo.multiply %598, %601 : tensor<8x8xf32>
    %603 = stablehlo.add %600, %602 : tensor<8x8xf32>
    %604 = stablehlo.multiply %458, %458 : tensor<8xf32>
    %605 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %606 = stablehlo.multiply %arg41, %605 : tensor<8xf32>
    %607 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %608 = stablehlo.multiply %604, %607 : tensor<8xf32>
    %609 = stablehlo.add %606, %608 : tensor<8xf32>
    %610 = stablehlo.multiply %460, %460 : tensor<8x8xf32>
    %611 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %612 = stablehlo.multiply %arg42, %611 : tensor<8x8xf32>
    %613 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %614 = stablehlo.multiply %610, %613 : tensor<8x8xf32>
    %615 = stablehlo.add %612, %614 : tensor<8x8xf32>
    %616 = stablehlo.multiply %462, %462 : tensor<8xf32>
    %617 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %618 = stablehlo.multiply %arg43, %617 : tensor<8xf32>
    %619 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %620 = stablehlo.multiply %616, %619 : tensor<8xf32>
    %621 = stablehlo.add %618, %620 : tensor<8xf32>
    %622 = stablehlo.multiply %464, %464 : tensor<8x8xf32>
    %623 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %624 = stablehlo.multiply %arg44, %623 : tensor<8x8xf32>
    %625 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %626 = stablehlo.multiply %622, %625 : tensor<8x8xf32>
    %627 = stablehlo.add %624, %626 : tensor<8x8xf32>
    %628 = stablehlo.multiply %466, %466 : tensor<8xf32>
    %629 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %630 = stablehlo.multiply %arg45, %629 : tensor<8xf32>
    %631 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %632 = stablehlo.multiply %628, %631 : tensor<8xf32>
    %633 = stablehlo.add %630, %632 : tensor<8xf32>
    %634 = stablehlo.multiply %468, %468 : tensor<8xf32>
    %635 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %636 = stablehlo.multiply %arg46, %635 : tensor<8xf32>
    %637 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %638 = stablehlo.multiply %634, %637 : tensor<8xf32>
    %639 = stablehlo.add %636, %638 : tensor<8xf32>
    %640 = stablehlo.multiply %470, %470 : tensor<8xf32>
    %641 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %642 = stablehlo.multiply %arg47, %641 : tensor<8xf32>
    %643 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %644 = stablehlo.multiply %640, %643 : tensor<8xf32>
    %645 = stablehlo.add %642, %644 : tensor<8xf32>
    %646 = stablehlo.multiply %472, %472 : tensor<8x2xf32>
    %647 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x2xf32>
    %648 = stablehlo.multiply %arg48, %647 : tensor<8x2xf32>
    %649 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x2xf32>
    %650 = stablehlo.multiply %646, %649 : tensor<8x2xf32>
    %651 = stablehlo.add %648, %650 : tensor<8x2xf32>
    %652 = stablehlo.multiply %474, %474 : tensor<2x8x32xf32>
    %653 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x8x32xf32>
    %654 = stablehlo.multiply %arg49, %653 : tensor<2x8x32xf32>
    %655 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<2x8x32xf32>
    %656 = stablehlo.multiply %652, %655 : tensor<2x8x32xf32>
    %657 = stablehlo.add %654, %656 : tensor<2x8x32xf32>
    %658 = stablehlo.multiply %476, %476 : tensor<2x32x8xf32>
    %659 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x32x8xf32>
    %660 = stablehlo.multiply %arg50, %659 : tensor<2x32x8xf32>
    %661 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<2x32x8xf32>
    %662 = stablehlo.multiply %658, %661 : tensor<2x32x8xf32>
    %663 = stablehlo.add %660, %662 : tensor<2x32x8xf32>
    %664 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %665 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %666 = stablehlo.multiply %arg58, %665 : tensor<f32>
    %667 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %668 = stablehlo.add %666, %667 : tensor<f32>
    %669 = stablehlo.divide %664, %668 : tensor<f32>
    %670 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %671 = stablehlo.multiply %481, %670 : tensor<64x8xf32>
    %672 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %673 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %674 = stablehlo.multiply %arg59, %673 : tensor<f32>
    %675 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %676 = stablehlo.add %674, %675 : tensor<f32>
    %677 = stablehlo.divide %672, %676 : tensor<f32>
    %678 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %679 = stablehlo.multiply %567, %678 : tensor<64x8xf32>
    %680 = stablehlo.sqrt %679 : tensor<64x8xf32>
    %681 = stablehlo.constant dense<9.99999993922529e-9> : tensor<64x8xf32>
    %682 = stablehlo.add %680, %681 : tensor<64x8xf32>
    %683 = stablehlo.divide %671, %682 : tensor<64x8xf32>
    %684 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %685 = stablehlo.multiply %486, %684 : tensor<4x8xf32>
    %686 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %687 = stablehlo.multiply %573, %686 : tensor<4x8xf32>
    %688 = stablehlo.sqrt %687 : tensor<4x8xf32>
    %689 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %690 = stablehlo.add %688, %689 : tensor<4x8xf32>
    %691 = stablehlo.divide %685, %690 : tensor<4x8xf32>
    %692 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %693 = stablehlo.multiply %491, %692 : tensor<8xf32>
    %694 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %695 = stablehlo.multiply %579, %694 : tensor<8xf32>
    %696 = stablehlo.sqrt %695 : tensor<8xf32>
    %697 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %698 = stablehlo.add %696, %697 : tensor<8xf32>
    %699 = stablehlo.divide %693, %698 : tensor<8xf32>
    %700 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %701 = stablehlo.multiply %496, %700 : tensor<8xf32>
    %702 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %703 = stablehlo.multiply %585, %702 : tensor<8xf32>
    %704 = stablehlo.sqrt %703 : tensor<8xf32>
    %705 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %706 = stablehlo.add %704, %705 : tensor<8xf32>
    %707 = stablehlo.divide %701, %706 : tensor<8xf32>
    %708 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %709 = stablehlo.multiply %501, %708 : tensor<8x8xf32>
    %710 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %711 = stablehlo.multiply %591, %710 : tensor<8x8xf32>
    %712 = stablehlo.sqrt %711 : tensor<8x8xf32>
    %713 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %714 = stablehlo.add %712, %713 : tensor<8x8xf32>
    %715 = stablehlo.divide %709, %714 : tensor<8x8xf32>
    %716 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %717 = stablehlo.multiply %506, %716 : tensor<8xf32>
    %718 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %719 = stablehlo.multiply %597, %718 : tensor<8xf32>
    %720 = stablehlo.sqrt %719 : tensor<8xf32>
    %721 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %722 = stablehlo.add %720, %721 : tensor<8xf32>
    %723 = stablehlo.divide %717, %722 : tensor<8xf32>
    %724 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %725 = stablehlo.multiply %511, %724 : tensor<8x8xf32>
    %726 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %727 = stablehlo.multiply %603, %726 : tensor<8x8xf32>
    %728 = stablehlo.sqrt %727 : tensor<8x8xf32>
    %729 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %730 = stablehlo.add %728, %729 : tensor<8x8xf32>
    %731 = stablehlo.divide %725, %730 : tensor<8x8xf32>
    %732 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %733 = stablehlo.multiply %516, %732 : tensor<8xf32>
    %734 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %735 = stablehlo.multiply %609, %734 : tensor<8xf32>
    %736 = stablehlo.sqrt %735 : tensor<8xf32>
    %737 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %738 = stablehlo.add %736, %737 : tensor<8xf32>
    %739 = stablehlo.divide %733, %738 : tensor<8xf32>
    %740 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %741 = stablehlo.multiply %521, %740 : tensor<8x8xf32>
    %742 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %743 = stablehlo.multiply %615, %742 : tensor<8x8xf32>
    %744 = stablehlo.sqrt %743 : tensor<8x8xf32>
    %745 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %746 = stablehlo.add %744, %745 : tensor<8x8xf32>
    %747 = stablehlo.divide %741, %746 : tensor<8x8xf32>
    %748 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %749 = stablehlo.multiply %526, %748 : tensor<8xf32>
    %750 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %751 = stablehlo.multiply %621, %750 : tensor<8xf32>
    %752 = stablehlo.sqrt %751 : tensor<8xf32>
    %753 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %754 = stablehlo.add %752, %753 : tensor<8xf32>
    %755 = stablehlo.divide %749, %754 : tensor<8xf32>
    %756 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %757 = stablehlo.multiply %531, %756 : tensor<8x8xf32>
    %758 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %759 = stablehlo.multiply %627, %758 : tensor<8x8xf32>
    %760 = stablehlo.sqrt %759 : tensor<8x8xf32>
    %761 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %762 = stablehlo.add %760, %761 : tensor<8x8xf32>
    %763 = stablehlo.divide %757, %762 : tensor<8x8xf32>
    %764 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %765 = stablehlo.multiply %536, %764 : tensor<8xf32>
    %766 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %767 = stablehlo.multiply %633, %766 : tensor<8xf32>
    %768 = stablehlo.sqrt %767 : tensor<8xf32>
    %769 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %770 = stablehlo.add %768, %769 : tensor<8xf32>
    %771 = stablehlo.divide %765, %770 : tensor<8xf32>
    %772 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %773 = stablehlo.multiply %541, %772 : tensor<8xf32>
    %774 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %775 = stablehlo.multiply %639, %774 : tensor<8xf32>
    %776 = stablehlo.sqrt %775 : tensor<8xf32>
    %777 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %778 = stablehlo.add %776, %777 : tensor<8xf32>
    %779 = stablehlo.divide %773, %778 : tensor<8xf32>
    %780 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %781 = stablehlo.multiply %546, %780 : tensor<8xf32>
    %782 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %783 = stablehlo.multiply %645, %782 : tensor<8xf32>
    %784 = stablehlo.sqrt %783 : tensor<8xf32>
    %785 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %786 = stablehlo.add %784, %785 : tensor<8xf32>
    %787 = stablehlo.divide %781, %786 : tensor<8xf32>
    %788 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %789 = stablehlo.multiply %551, %788 : tensor<8x2xf32>
    %790 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %791 = stablehlo.multiply %651, %790 : tensor<8x2xf32>
    %792 = stablehlo.sqrt %791 : tensor<8x2xf32>
    %793 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x2xf32>
    %794 = stablehlo.add %792, %793 : tensor<8x2xf32>
    %795 = stablehlo.divide %789, %794 : tensor<8x2xf32>
    %796 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %797 = stablehlo.multiply %556, %796 : tensor<2x8x32xf32>
    %798 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %799 = stablehlo.multiply %657, %798 : tensor<2x8x32xf32>
    %800 = stablehlo.sqrt %799 : tensor<2x8x32xf32>
    %801 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x8x32xf32>
    %802 = stablehlo.add %800, %801 : tensor<2x8x32xf32>
    %803 = stablehlo.divide %797, %802 : tensor<2x8x32xf32>
    %804 = stablehlo.broadcast_in_dim %669, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %805 = stablehlo.multiply %561, %804 : tensor<2x32x8xf32>
    %806 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %807 = stablehlo.multiply %663, %806 : tensor<2x32x8xf32>
    %808 = stablehlo.sqrt %807 : tensor<2x32x8xf32>
    %809 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x32x8xf32>
    %810 = stablehlo.add %808, %809 : tensor<2x32x8xf32>
    %811 = stablehlo.divide %805, %810 : tensor<2x32x8xf32>
    %812 = stablehlo.constant dense<9.999999776482582e-3> : tensor<64x8xf32>
    %813 = stablehlo.multiply %arg0, %812 : tensor<64x8xf32>
    %814 = stablehlo.add %683, %813 : tensor<64x8xf32>
    %815 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %816 = stablehlo.multiply %arg1, %815 : tensor<4x8xf32>
    %817 = stablehlo.add %691, %816 : tensor<4x8xf32>
    %818 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %819 = stablehlo.multiply %arg2, %818 : tensor<8xf32>
    %820 = stablehlo.add %699, %819 : tensor<8xf32>
    %821 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %822 = stablehlo.multiply %arg3, %821 : tensor<8xf32>
    %823 = stablehlo.add %707, %822 : tensor<8xf32>
    %824 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %825 = stablehlo.multiply %arg4, %824 : tensor<8x8xf32>
    %826 = stablehlo.add %715, %825 : tensor<8x8xf32>
    %827 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %828 = stablehlo.multiply %arg5, %827 : tensor<8xf32>
    %829 = stablehlo.add %723, %828 : tensor<8xf32>
    %830 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %831 = stablehlo.multiply %arg6, %830 : tensor<8x8xf32>
    %832 = stablehlo.add %731, %831 : tensor<8x8xf32>
    %833 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %834 = stablehlo.multiply %arg7, %833 : tensor<8xf32>
    %835 = stablehlo.add %739, %834 : tensor<8xf32>
    %836 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %837 = stablehlo.multiply %arg8, %836 : tensor<8x8xf32>
    %838 = stablehlo.add %747, %837 : tensor<8x8xf32>
    %839 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %840 = stablehlo.multiply %arg9, %839 : tensor<8xf32>
    %841 = stablehlo.add %755, %840 : tensor<8xf32>
    %842 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %843 = stablehlo.multiply %arg10, %842 : tensor<8x8xf32>
    %844 = stablehlo.add %763, %843 : tensor<8x8xf32>
    %845 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %846 = stablehlo.multiply %arg11, %845 : tensor<8xf32>
    %847 = stablehlo.add %771, %846 : tensor<8xf32>
    %848 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %849 = stablehlo.multiply %arg12, %848 : tensor<8xf32>
    %850 = stablehlo.add %779, %849 : tensor<8xf32>
    %851 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %852 = stablehlo.multiply %arg13, %851 : tensor<8xf32>
    %853 = stablehlo.add %787, %852 : tensor<8xf32>
    %854 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x2xf32>
    %855 = stablehlo.multiply %arg14, %854 : tensor<8x2xf32>
    %856 = stablehlo.add %795, %855 : tensor<8x2xf32>
    %857 = stablehlo.constant dense<9.999999776482582e-3> : tensor<2x8x32xf32>
    %858 = stablehlo.multiply %arg15, %857 : tensor<2x8x32xf32>
    %859 = stablehlo.add %803, %858 : tensor<2x8x32xf32>
    %860 = stablehlo.constant dense<9.999999776482582e-3> : tensor<2x32x8xf32>
    %861 = stablehlo.multiply %arg16, %860 : tensor<2x32x8xf32>
    %862 = stablehlo.add %811, %861 : tensor<2x32x8xf32>
    %863 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<64x8xf32>
    %864 = stablehlo.multiply %814, %863 : tensor<64x8xf32>
    %865 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %866 = stablehlo.multiply %817, %865 : tensor<4x8xf32>
    %867 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %868 = stablehlo.multiply %820, %867 : tensor<8xf32>
    %869 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %870 = stablehlo.multiply %823, %869 : tensor<8xf32>
    %871 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %872 = stablehlo.multiply %826, %871 : tensor<8x8xf32>
    %873 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %874 = stablehlo.multiply %829, %873 : tensor<8xf32>
    %875 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %876 = stablehlo.multiply %832, %875 : tensor<8x8xf32>
    %877 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %878 = stablehlo.multiply %835, %877 : tensor<8xf32>
    %879 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %880 = stablehlo.multiply %838, %879 : tensor<8x8xf32>
    %881 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %882 = stablehlo.multiply %841, %881 : tensor<8xf32>
    %883 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %884 = stablehlo.multiply %844, %883 : tensor<8x8xf32>
    %885 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %886 = stablehlo.multiply %847, %885 : tensor<8xf32>
    %887 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %888 = stablehlo.multiply %850, %887 : tensor<8xf32>
    %889 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %890 = stablehlo.multiply %853, %889 : tensor<8xf32>
    %891 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x2xf32>
    %892 = stablehlo.multiply %856, %891 : tensor<8x2xf32>
    %893 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<2x8x32xf32>
    %894 = stablehlo.multiply %859, %893 : tensor<2x8x32xf32>
    %895 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<2x32x8xf32>
    %896 = stablehlo.multiply %862, %895 : tensor<2x32x8xf32>
    %897 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %898 = stablehlo.add %arg60, %897 : tensor<f32>
    %899 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %900 = stablehlo.minimum %898, %899 : tensor<f32>
    %901 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %902 = stablehlo.multiply %864, %901 : tensor<64x8xf32>
    %903 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %904 = stablehlo.multiply %866, %903 : tensor<4x8xf32>
    %905 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %906 = stablehlo.multiply %868, %905 : tensor<8xf32>
    %907 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %908 = stablehlo.multiply %870, %907 : tensor<8xf32>
    %909 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %910 = stablehlo.multiply %872, %909 : tensor<8x8xf32>
    %911 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %912 = stablehlo.multiply %874, %911 : tensor<8xf32>
    %913 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %914 = stablehlo.multiply %876, %913 : tensor<8x8xf32>
    %915 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %916 = stablehlo.multiply %878, %915 : tensor<8xf32>
    %917 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %918 = stablehlo.multiply %880, %917 : tensor<8x8xf32>
    %919 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %920 = stablehlo.multiply %882, %919 : tensor<8xf32>
    %921 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %922 = stablehlo.multiply %884, %921 : tensor<8x8xf32>
    %923 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %924 = stablehlo.multiply %886, %923 : tensor<8xf32>
    %925 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %926 = stablehlo.multiply %888, %925 : tensor<8xf32>
    %927 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %928 = stablehlo.multiply %890, %927 : tensor<8xf32>
    %929 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<8x2xf32>
    %930 = stablehlo.multiply %892, %929 : tensor<8x2xf32>
    %931 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<2x8x32xf32>
    %932 = stablehlo.multiply %894, %931 : tensor<2x8x32xf32>
    %933 = stablehlo.broadcast_in_dim %900, dims = [] : (tensor<f32>) -> tensor<2x32x8xf32>
    %934 = stablehlo.multiply %896, %933 : tensor<2x32x8xf32>
    %935 = stablehlo.add %arg0, %902 : tensor<64x8xf32>
    %936 = stablehlo.add %arg1, %904 : tensor<4x8xf32>
    %937 = stablehlo.add %arg2, %906 : tensor<8xf32>
    %938 = stablehlo.add %arg3, %908 : tensor<8xf32>
    %939 = stablehlo.add %arg4, %910 : tensor<8x8xf32>
    %940 = stablehlo.add %arg5, %912 : tensor<8xf32>
    %941 = stablehlo.add %arg6, %914 : tensor<8x8xf32>
    %942 = stablehlo.add %arg7, %916 : tensor<8xf32>
    %943 = stablehlo.add %arg8, %918 : tensor<8x8xf32>
    %944 = stablehlo.add %arg9, %920 : tensor<8xf32>
    %945 = stablehlo.add %arg10, %922 : tensor<8x8xf32>
    %946 = stablehlo.add %arg11, %924 : tensor<8xf32>
    %947 = stablehlo.add %arg12, %926 : tensor<8xf32>
    %948 = stablehlo.add %arg13, %928 : tensor<8xf32>
    %949 = stablehlo.add %arg14, %930 : tensor<8x2xf32>
    %950 = stablehlo.add %arg15, %932 : tensor<2x8x32xf32>
    %951 = stablehlo.add %arg16, %934 : tensor<2x32x8xf32>
    return %935, %936, %937, %938, %939, %940, %941, %942, %943, %944, %945, %946, %947, %948, %949, %950, %951, %481, %486, %491, %496, %501, %506, %511, %516, %521, %526, %531, %536, %541, %546, %551, %556, %561, %567, %573, %579, %585, %591, %597, %603, %609, %615, %621, %627, %633, %639, %645, %651, %657, %663, %668, %676, %900 : tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x2xf32>, tensor<2x8x32xf32>, tensor<2x32x8xf32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}

module @trainStep_stage1 attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=1]>
  func.func public @main(%arg0: tensor<8xf32> loc("state.params.norm.scale"), %arg1: tensor<8xf32> loc("state.params.norm.bias"), %arg2: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg3: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg4: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg5: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg6: tensor<2x8x2x5xf32> loc("dot_general.231"), %arg7: tensor<2x4x2x5xf32> loc("add.192"), %arg8: tensor<2x4x2x5xf32> loc("add.192"), %arg9: tensor<2x8x2x5xf32> loc("dot_general.231"), %arg10: tensor<2x4x8xf32> loc("add.68"), %arg11: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg12: tensor<2x4xi32> loc("targets"), %arg13: tensor<f32> loc("reduce.193"), %arg14: tensor<f32> loc("minimum.532"), %arg15: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg16: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg17: tensor<f32> loc("state.optimizer[2].share")) -> (tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = stablehlo.transpose %arg6, dims = [2, 1, 0, 3] : (tensor<2x8x2x5xf32>) -> tensor<2x8x2x5xf32>
    %1 = stablehlo.reshape %arg7 : (tensor<2x4x2x5xf32>) -> tensor<2x4x10xf32>
    %2 = stablehlo.reshape %0 : (tensor<2x8x2x5xf32>) -> tensor<2x8x10xf32>
    %3 = stablehlo.dot_general %arg8, %arg9, batching_dims = [0] x [2], contracting_dims = [2, 3] x [0, 3] : (tensor<2x4x2x5xf32>, tensor<2x8x2x5xf32>) -> tensor<2x4x8xf32>
    %4 = stablehlo.add %arg10, %3 : tensor<2x4x8xf32>
    %5 = stablehlo.reduce(%4 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %6 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %7 = stablehlo.multiply %5, %6 : tensor<2x4xf32>
    %8 = stablehlo.broadcast_in_dim %7, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %9 = stablehlo.subtract %4, %8 : tensor<2x4x8xf32>
    %10 = stablehlo.multiply %9, %9 : tensor<2x4x8xf32>
    %11 = stablehlo.reduce(%10 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %12 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %13 = stablehlo.multiply %11, %12 : tensor<2x4xf32>
    %14 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %15 = stablehlo.add %13, %14 : tensor<2x4xf32>
    %16 = stablehlo.sqrt %15 : tensor<2x4xf32>
    %17 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %18 = stablehlo.multiply %16, %17 : tensor<2x4xf32>
    %19 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %20 = stablehlo.divide %19, %16 : tensor<2x4xf32>
    %21 = stablehlo.divide %20, %16 : tensor<2x4xf32>
    %22 = stablehlo.negate %21 : tensor<2x4xf32>
    %23 = stablehlo.broadcast_in_dim %20, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %24 = stablehlo.multiply %9, %23 : tensor<2x4x8xf32>
    %25 = stablehlo.broadcast_in_dim %arg0, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %26 = stablehlo.multiply %24, %25 : tensor<2x4x8xf32>
    %27 = stablehlo.broadcast_in_dim %arg1, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %28 = stablehlo.add %26, %27 : tensor<2x4x8xf32>
    %29 = stablehlo.dot_general %28, %arg11, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<64x8xf32>) -> tensor<2x4x64xf32>
    %30 = stablehlo.reduce(%29 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %31 = stablehlo.broadcast_in_dim %30, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %32 = stablehlo.subtract %29, %31 : tensor<2x4x64xf32>
    %33 = stablehlo.exponential %32 : tensor<2x4x64xf32>
    %34 = stablehlo.reduce(%33 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %35 = stablehlo.log %34 : tensor<2x4xf32>
    %36 = stablehlo.broadcast_in_dim %35, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %37 = stablehlo.subtract %32, %36 : tensor<2x4x64xf32>
    %38 = stablehlo.broadcast_in_dim %arg12, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x64xi32>
    %39 = stablehlo.iota dim = 0 : tensor<64xi32>
    %40 = stablehlo.broadcast_in_dim %39, dims = [2] : (tensor<64xi32>) -> tensor<2x4x64xi32>
    %41 = stablehlo.compare EQ, %38, %40 : (tensor<2x4x64xi32>, tensor<2x4x64xi32>) -> tensor<2x4x64xi1>
    %42 = stablehlo.convert %41 : (tensor<2x4x64xi1>) -> tensor<2x4x64xf32>
    %43 = stablehlo.multiply %37, %42 : tensor<2x4x64xf32>
    %44 = stablehlo.reduce(%43 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<f32>
    %45 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %46 = stablehlo.multiply %44, %45 : tensor<f32>
    %47 = stablehlo.constant dense<2.4999999441206455e-3> : tensor<f32>
    %48 = stablehlo.multiply %arg13, %47 : tensor<f32>
    %49 = stablehlo.subtract %48, %46 : tensor<f32>
    %50 = stablehlo.constant dense<-6.25e-2> : tensor<2x4x64xf32>
    %51 = stablehlo.multiply %50, %42 : tensor<2x4x64xf32>
    %52 = stablehlo.reduce(%51 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %53 = stablehlo.negate %52 : tensor<2x4xf32>
    %54 = stablehlo.divide %53, %34 : tensor<2x4xf32>
    %55 = stablehlo.broadcast_in_dim %54, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %56 = stablehlo.multiply %33, %55 : tensor<2x4x64xf32>
    %57 = stablehlo.add %51, %56 : tensor<2x4x64xf32>
    %58 = stablehlo.dot_general %57, %arg11, contracting_dims = [2] x [0] : (tensor<2x4x64xf32>, tensor<64x8xf32>) -> tensor<2x4x8xf32>
    %59 = stablehlo.reduce(%58 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %60 = stablehlo.broadcast_in_dim %arg0, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %61 = stablehlo.multiply %58, %60 : tensor<2x4x8xf32>
    %62 = stablehlo.broadcast_in_dim %20, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %63 = stablehlo.multiply %61, %62 : tensor<2x4x8xf32>
    %64 = stablehlo.multiply %9, %61 : tensor<2x4x8xf32>
    %65 = stablehlo.reduce(%64 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %66 = stablehlo.multiply %22, %65 : tensor<2x4xf32>
    %67 = stablehlo.divide %66, %18 : tensor<2x4xf32>
    %68 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %69 = stablehlo.multiply %67, %68 : tensor<2x4xf32>
    %70 = stablehlo.broadcast_in_dim %69, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %71 = stablehlo.multiply %70, %9 : tensor<2x4x8xf32>
    %72 = stablehlo.add %63, %71 : tensor<2x4x8xf32>
    %73 = stablehlo.add %72, %71 : tensor<2x4x8xf32>
    %74 = stablehlo.reduce(%73 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %75 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %76 = stablehlo.multiply %74, %75 : tensor<2x4xf32>
    %77 = stablehlo.broadcast_in_dim %76, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %78 = stablehlo.add %73, %77 : tensor<2x4x8xf32>
    %79 = stablehlo.dot_general %78, %2, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<2x8x10xf32>) -> tensor<2x4x10xf32>
    %80 = stablehlo.reshape %79 : (tensor<2x4x10xf32>) -> tensor<2x4x2x5xf32>
    %81 = stablehlo.dot_general %78, %1, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x8xf32>, tensor<2x4x10xf32>) -> tensor<2x8x10xf32>
    %82 = stablehlo.reshape %81 : (tensor<2x8x10xf32>) -> tensor<2x8x2x5xf32>
    %83 = stablehlo.multiply %24, %58 : tensor<2x4x8xf32>
    %84 = stablehlo.reduce(%83 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %85 = stablehlo.dot_general %57, %28, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x64xf32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %86 = stablehlo.multiply %84, %84 : tensor<8xf32>
    %87 = stablehlo.reduce(%86 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %88 = stablehlo.multiply %59, %59 : tensor<8xf32>
    %89 = stablehlo.reduce(%88 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %90 = stablehlo.broadcast_in_dim %arg14, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %91 = stablehlo.multiply %84, %90 : tensor<8xf32>
    %92 = stablehlo.broadcast_in_dim %arg14, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %93 = stablehlo.multiply %59, %92 : tensor<8xf32>
    %94 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %95 = stablehlo.multiply %arg2, %94 : tensor<8xf32>
    %96 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %97 = stablehlo.multiply %91, %96 : tensor<8xf32>
    %98 = stablehlo.add %95, %97 : tensor<8xf32>
    %99 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %100 = stablehlo.multiply %arg3, %99 : tensor<8xf32>
    %101 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %102 = stablehlo.multiply %93, %101 : tensor<8xf32>
    %103 = stablehlo.add %100, %102 : tensor<8xf32>
    %104 = stablehlo.multiply %91, %91 : tensor<8xf32>
    %105 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %106 = stablehlo.multiply %arg4, %105 : tensor<8xf32>
    %107 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %108 = stablehlo.multiply %104, %107 : tensor<8xf32>
    %109 = stablehlo.add %106, %108 : tensor<8xf32>
    %110 = stablehlo.multiply %93, %93 : tensor<8xf32>
    %111 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %112 = stablehlo.multiply %arg5, %111 : tensor<8xf32>
    %113 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %114 = stablehlo.multiply %110, %113 : tensor<8xf32>
    %115 = stablehlo.add %112, %114 : tensor<8xf32>
    %116 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %117 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %118 = stablehlo.multiply %arg15, %117 : tensor<f32>
    %119 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %120 = stablehlo.add %118, %119 : tensor<f32>
    %121 = stablehlo.divide %116, %120 : tensor<f32>
    %122 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %123 = stablehlo.multiply %98, %122 : tensor<8xf32>
    %124 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %125 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %126 = stablehlo.multiply %arg16, %125 : tensor<f32>
    %127 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %128 = stablehlo.add %126, %127 : tensor<f32>
    %129 = stablehlo.divide %124, %128 : tensor<f32>
    %130 = stablehlo.broadcast_in_dim %129, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %131 = stablehlo.multiply %109, %130 : tensor<8xf32>
    %132 = stablehlo.sqrt %131 : tensor<8xf32>
    %133 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %134 = stablehlo.add %132, %133 : tensor<8xf32>
    %135 = stablehlo.divide %123, %134 : tensor<8xf32>
    %136 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %137 = stablehlo.multiply %103, %136 : tensor<8xf32>
    %138 = stablehlo.broadcast_in_dim %129, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %139 = stablehlo.multiply %115, %138 : tensor<8xf32>
    %140 = stablehlo.sqrt %139 : tensor<8xf32>
    %141 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %142 = stablehlo.add %140, %141 : tensor<8xf32>
    %143 = stablehlo.divide %137, %142 : tensor<8xf32>
    %144 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %145 = stablehlo.multiply %arg0, %144 : tensor<8xf32>
    %146 = stablehlo.add %135, %145 : tensor<8xf32>
    %147 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %148 = stablehlo.multiply %arg1, %147 : tensor<8xf32>
    %149 = stablehlo.add %143, %148 : tensor<8xf32>
    %150 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %151 = stablehlo.multiply %146, %150 : tensor<8xf32>
    %152 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %153 = stablehlo.multiply %149, %152 : tensor<8xf32>
    %154 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %155 = stablehlo.add %arg17, %154 : tensor<f32>
    %156 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %157 = stablehlo.minimum %155, %156 : tensor<f32>
    %158 = stablehlo.broadcast_in_dim %157, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %159 = stablehlo.multiply %151, %158 : tensor<8xf32>
    %160 = stablehlo.broadcast_in_dim %157, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %161 = stablehlo.multiply %153, %160 : tensor<8xf32>
    %162 = stablehlo.add %arg0, %159 : tensor<8xf32>
    %163 = stablehlo.add %arg1, %161 : tensor<8xf32>
    return %162, %163, %98, %103, %109, %115, %120, %128, %157, %49 : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
