module @trainStep attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 2 : i32} {
  sdy.mesh @mesh = <["data"=2]>
  func.func public @main(%arg0: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x8xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<8xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x8xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<8xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x8xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<8xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<8x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x32xf32> loc("state.params.blocks[0].feedForward.up.w"), %arg15: tensor<32xf32> loc("state.params.blocks[0].feedForward.up.b"), %arg16: tensor<32x8xf32> loc("state.params.blocks[0].feedForward.down.w"), %arg17: tensor<8xf32> loc("state.params.blocks[0].feedForward.down.b"), %arg18: tensor<8xf32> loc("state.params.norm.scale"), %arg19: tensor<8xf32> loc("state.params.norm.bias"), %arg20: tensor<64x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg21: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg23: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg24: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg25: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg26: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg27: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg28: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg29: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg30: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg32: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg33: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg34: tensor<8x32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.w"), %arg35: tensor<32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.b"), %arg36: tensor<32x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.w"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.b"), %arg38: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg39: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg40: tensor<64x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg41: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg42: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg43: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg44: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg45: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg46: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg47: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg48: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg49: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg50: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg51: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg52: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg53: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg54: tensor<8x32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.w"), %arg55: tensor<32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.b"), %arg56: tensor<32x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.w"), %arg57: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.b"), %arg58: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg59: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg60: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg61: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg62: tensor<f32> loc("state.optimizer[2].share"), %arg63: tensor<1x4xi32> loc("tokens"), %arg64: tensor<1x4xi32> loc("targets")) -> (tensor<64x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = "stablehlo.gather"(%arg0, %arg63) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<64x8xf32>, tensor<1x4xi32>) -> tensor<1x4x8xf32>
    %1 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<4x8xf32>) -> tensor<1x4x8xf32>
    %2 = stablehlo.add %0, %1 : tensor<1x4x8xf32>
    %3 = stablehlo.reduce(%2 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %4 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %5 = stablehlo.multiply %3, %4 : tensor<1x4xf32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %7 = stablehlo.subtract %2, %6 : tensor<1x4x8xf32>
    %8 = stablehlo.multiply %7, %7 : tensor<1x4x8xf32>
    %9 = stablehlo.reduce(%8 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %10 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %11 = stablehlo.multiply %9, %10 : tensor<1x4xf32>
    %12 = stablehlo.constant dense<9.999999747378752e-6> : tensor<1x4xf32>
    %13 = stablehlo.add %11, %12 : tensor<1x4xf32>
    %14 = stablehlo.sqrt %13 : tensor<1x4xf32>
    %15 = stablehlo.constant dense<2.0e+0> : tensor<1x4xf32>
    %16 = stablehlo.multiply %14, %15 : tensor<1x4xf32>
    %17 = stablehlo.constant dense<1.0e+0> : tensor<1x4xf32>
    %18 = stablehlo.divide %17, %14 : tensor<1x4xf32>
    %19 = stablehlo.divide %18, %14 : tensor<1x4xf32>
    %20 = stablehlo.negate %19 : tensor<1x4xf32>
    %21 = stablehlo.broadcast_in_dim %18, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %22 = stablehlo.multiply %7, %21 : tensor<1x4x8xf32>
    %23 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %24 = stablehlo.multiply %22, %23 : tensor<1x4x8xf32>
    %25 = stablehlo.broadcast_in_dim %arg3, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %26 = stablehlo.add %24, %25 : tensor<1x4x8xf32>
    %27 = stablehlo.dot_general %26, %arg4, contracting_dims = [2] x [0] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %28 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %29 = stablehlo.add %27, %28 : tensor<1x4x8xf32>
    %30 = stablehlo.reshape %29 : (tensor<1x4x8xf32>) -> tensor<1x4x2x4xf32>
    %31 = stablehlo.dot_general %26, %arg6, contracting_dims = [2] x [0] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %32 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %33 = stablehlo.add %31, %32 : tensor<1x4x8xf32>
    %34 = stablehlo.reshape %33 : (tensor<1x4x8xf32>) -> tensor<1x4x2x4xf32>
    %35 = stablehlo.dot_general %26, %arg8, contracting_dims = [2] x [0] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %36 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %37 = stablehlo.add %35, %36 : tensor<1x4x8xf32>
    %38 = stablehlo.reshape %37 : (tensor<1x4x8xf32>) -> tensor<1x4x2x4xf32>
    %39 = stablehlo.dot_general %30, %34, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<1x4x2x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %40 = stablehlo.constant dense<5.0e-1> : tensor<1x2x4x4xf32>
    %41 = stablehlo.multiply %39, %40 : tensor<1x2x4x4xf32>
    %42 = stablehlo.iota dim = 0 : tensor<4xi32>
    %43 = stablehlo.broadcast_in_dim %42, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %44 = stablehlo.iota dim = 0 : tensor<4xi32>
    %45 = stablehlo.broadcast_in_dim %44, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %46 = stablehlo.compare LE, %43, %45 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %47 = stablehlo.broadcast_in_dim %46, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<1x2x4x4xi1>
    %48 = stablehlo.constant dense<-1.0e+9> : tensor<1x2x4x4xf32>
    %49 = stablehlo.select %47, %41, %48 : tensor<1x2x4x4xi1>, tensor<1x2x4x4xf32>
    %50 = stablehlo.reduce(%49 init: %init1) applies stablehlo.maximum across dimensions = [3] : (tensor<1x2x4x4xf32>, tensor<f32>) -> tensor<1x2x4xf32>
    %51 = stablehlo.broadcast_in_dim %50, dims = [0, 1, 2] : (tensor<1x2x4xf32>) -> tensor<1x2x4x4xf32>
    %52 = stablehlo.subtract %49, %51 : tensor<1x2x4x4xf32>
    %53 = stablehlo.exponential %52 : tensor<1x2x4x4xf32>
    %54 = stablehlo.reduce(%53 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<1x2x4x4xf32>, tensor<f32>) -> tensor<1x2x4xf32>
    %55 = stablehlo.constant dense<1.0e+0> : tensor<1x2x4xf32>
    %56 = stablehlo.divide %55, %54 : tensor<1x2x4xf32>
    %57 = stablehlo.divide %56, %54 : tensor<1x2x4xf32>
    %58 = stablehlo.negate %57 : tensor<1x2x4xf32>
    %59 = stablehlo.broadcast_in_dim %56, dims = [0, 1, 2] : (tensor<1x2x4xf32>) -> tensor<1x2x4x4xf32>
    %60 = stablehlo.multiply %53, %59 : tensor<1x2x4x4xf32>
    %61 = stablehlo.dot_general %60, %38, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<1x2x4x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %62 = stablehlo.transpose %61, dims = [0, 2, 1, 3] : (tensor<1x2x4x4xf32>) -> tensor<1x4x2x4xf32>
    %63 = stablehlo.reshape %62 : (tensor<1x4x2x4xf32>) -> tensor<1x4x8xf32>
    %64 = stablehlo.dot_general %63, %arg10, contracting_dims = [2] x [0] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %65 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %66 = stablehlo.add %64, %65 : tensor<1x4x8xf32>
    %67 = stablehlo.add %2, %66 : tensor<1x4x8xf32>
    %68 = stablehlo.reduce(%67 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %69 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %70 = stablehlo.multiply %68, %69 : tensor<1x4xf32>
    %71 = stablehlo.broadcast_in_dim %70, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %72 = stablehlo.subtract %67, %71 : tensor<1x4x8xf32>
    %73 = stablehlo.multiply %72, %72 : tensor<1x4x8xf32>
    %74 = stablehlo.reduce(%73 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %75 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %76 = stablehlo.multiply %74, %75 : tensor<1x4xf32>
    %77 = stablehlo.constant dense<9.999999747378752e-6> : tensor<1x4xf32>
    %78 = stablehlo.add %76, %77 : tensor<1x4xf32>
    %79 = stablehlo.sqrt %78 : tensor<1x4xf32>
    %80 = stablehlo.constant dense<2.0e+0> : tensor<1x4xf32>
    %81 = stablehlo.multiply %79, %80 : tensor<1x4xf32>
    %82 = stablehlo.constant dense<1.0e+0> : tensor<1x4xf32>
    %83 = stablehlo.divide %82, %79 : tensor<1x4xf32>
    %84 = stablehlo.divide %83, %79 : tensor<1x4xf32>
    %85 = stablehlo.negate %84 : tensor<1x4xf32>
    %86 = stablehlo.broadcast_in_dim %83, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %87 = stablehlo.multiply %72, %86 : tensor<1x4x8xf32>
    %88 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %89 = stablehlo.multiply %87, %88 : tensor<1x4x8xf32>
    %90 = stablehlo.broadcast_in_dim %arg13, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %91 = stablehlo.add %89, %90 : tensor<1x4x8xf32>
    %92 = stablehlo.dot_general %91, %arg14, contracting_dims = [2] x [0] : (tensor<1x4x8xf32>, tensor<8x32xf32>) -> tensor<1x4x32xf32>
    %93 = stablehlo.broadcast_in_dim %arg15, dims = [2] : (tensor<32xf32>) -> tensor<1x4x32xf32>
    %94 = stablehlo.add %92, %93 : tensor<1x4x32xf32>
    %95 = stablehlo.constant dense<5.0e-1> : tensor<1x4x32xf32>
    %96 = stablehlo.multiply %94, %95 : tensor<1x4x32xf32> loc("gelu")
    %97 = stablehlo.multiply %94, %94 : tensor<1x4x32xf32> loc("gelu")
    %98 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<1x4x32xf32>
    %99 = stablehlo.multiply %97, %98 : tensor<1x4x32xf32> loc("gelu")
    %100 = stablehlo.constant dense<1.0e+0> : tensor<1x4x32xf32>
    %101 = stablehlo.add %99, %100 : tensor<1x4x32xf32> loc("gelu")
    %102 = stablehlo.multiply %94, %101 : tensor<1x4x32xf32> loc("gelu")
    %103 = stablehlo.constant dense<7.978845834732056e-1> : tensor<1x4x32xf32>
    %104 = stablehlo.multiply %102, %103 : tensor<1x4x32xf32> loc("gelu")
    %105 = stablehlo.constant dense<0.0e+0> : tensor<1x4x32xf32>
    %106 = stablehlo.compare LT, %104, %105 : (tensor<1x4x32xf32>, tensor<1x4x32xf32>) -> tensor<1x4x32xi1> loc("gelu")
    %107 = stablehlo.constant dense<1.0e+0> : tensor<1x4x32xf32>
    %108 = stablehlo.constant dense<-1.0e+0> : tensor<1x4x32xf32>
    %109 = stablehlo.select %106, %107, %108 : tensor<1x4x32xi1>, tensor<1x4x32xf32> loc("gelu")
    %110 = stablehlo.multiply %104, %109 : tensor<1x4x32xf32> loc("gelu")
    %111 = stablehlo.constant dense<2.0e+0> : tensor<1x4x32xf32>
    %112 = stablehlo.multiply %110, %111 : tensor<1x4x32xf32> loc("gelu")
    %113 = stablehlo.exponential %112 : tensor<1x4x32xf32> loc("gelu")
    %114 = stablehlo.constant dense<-1.0e+0> : tensor<1x4x32xf32>
    %115 = stablehlo.add %113, %114 : tensor<1x4x32xf32> loc("gelu")
    %116 = stablehlo.constant dense<1.0e+0> : tensor<1x4x32xf32>
    %117 = stablehlo.add %113, %116 : tensor<1x4x32xf32> loc("gelu")
    %118 = stablehlo.constant dense<1.0e+0> : tensor<1x4x32xf32>
    %119 = stablehlo.divide %118, %117 : tensor<1x4x32xf32> loc("gelu")
    %120 = stablehlo.multiply %119, %119 : tensor<1x4x32xf32> loc("gelu")
    %121 = stablehlo.negate %120 : tensor<1x4x32xf32> loc("gelu")
    %122 = stablehlo.multiply %115, %119 : tensor<1x4x32xf32> loc("gelu")
    %123 = stablehlo.multiply %122, %109 : tensor<1x4x32xf32> loc("gelu")
    %124 = stablehlo.constant dense<1.0e+0> : tensor<1x4x32xf32>
    %125 = stablehlo.add %123, %124 : tensor<1x4x32xf32> loc("gelu")
    %126 = stablehlo.multiply %96, %125 : tensor<1x4x32xf32> loc("gelu")
    %127 = stablehlo.dot_general %126, %arg16, contracting_dims = [2] x [0] : (tensor<1x4x32xf32>, tensor<32x8xf32>) -> tensor<1x4x8xf32>
    %128 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %129 = stablehlo.add %127, %128 : tensor<1x4x8xf32>
    %130 = stablehlo.add %67, %129 : tensor<1x4x8xf32>
    %131 = stablehlo.reduce(%130 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %132 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %133 = stablehlo.multiply %131, %132 : tensor<1x4xf32>
    %134 = stablehlo.broadcast_in_dim %133, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %135 = stablehlo.subtract %130, %134 : tensor<1x4x8xf32>
    %136 = stablehlo.multiply %135, %135 : tensor<1x4x8xf32>
    %137 = stablehlo.reduce(%136 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %138 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %139 = stablehlo.multiply %137, %138 : tensor<1x4xf32>
    %140 = stablehlo.constant dense<9.999999747378752e-6> : tensor<1x4xf32>
    %141 = stablehlo.add %139, %140 : tensor<1x4xf32>
    %142 = stablehlo.sqrt %141 : tensor<1x4xf32>
    %143 = stablehlo.constant dense<2.0e+0> : tensor<1x4xf32>
    %144 = stablehlo.multiply %142, %143 : tensor<1x4xf32>
    %145 = stablehlo.constant dense<1.0e+0> : tensor<1x4xf32>
    %146 = stablehlo.divide %145, %142 : tensor<1x4xf32>
    %147 = stablehlo.divide %146, %142 : tensor<1x4xf32>
    %148 = stablehlo.negate %147 : tensor<1x4xf32>
    %149 = stablehlo.broadcast_in_dim %146, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %150 = stablehlo.multiply %135, %149 : tensor<1x4x8xf32>
    %151 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %152 = stablehlo.multiply %150, %151 : tensor<1x4x8xf32>
    %153 = stablehlo.broadcast_in_dim %arg19, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %154 = stablehlo.add %152, %153 : tensor<1x4x8xf32>
    %155 = stablehlo.dot_general %154, %arg0, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<64x8xf32>) -> tensor<1x4x64xf32>
    %156 = stablehlo.reduce(%155 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<1x4xf32>
    %157 = stablehlo.broadcast_in_dim %156, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x64xf32>
    %158 = stablehlo.subtract %155, %157 : tensor<1x4x64xf32>
    %159 = stablehlo.exponential %158 : tensor<1x4x64xf32>
    %160 = stablehlo.reduce(%159 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<1x4xf32>
    %161 = stablehlo.log %160 : tensor<1x4xf32>
    %162 = stablehlo.broadcast_in_dim %161, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x64xf32>
    %163 = stablehlo.subtract %158, %162 : tensor<1x4x64xf32>
    %164 = stablehlo.broadcast_in_dim %arg64, dims = [0, 1] : (tensor<1x4xi32>) -> tensor<1x4x64xi32>
    %165 = stablehlo.iota dim = 0 : tensor<64xi32>
    %166 = stablehlo.broadcast_in_dim %165, dims = [2] : (tensor<64xi32>) -> tensor<1x4x64xi32>
    %167 = stablehlo.compare EQ, %164, %166 : (tensor<1x4x64xi32>, tensor<1x4x64xi32>) -> tensor<1x4x64xi1>
    %168 = stablehlo.convert %167 : (tensor<1x4x64xi1>) -> tensor<1x4x64xf32>
    %169 = stablehlo.multiply %163, %168 : tensor<1x4x64xf32>
    %170 = stablehlo.reduce(%169 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<f32>
    %171 = stablehlo.constant dense<-6.25e-2> : tensor<1x4x64xf32>
    %172 = stablehlo.multiply %171, %168 : tensor<1x4x64xf32>
    %173 = stablehlo.reduce(%172 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<1x4xf32>
    %174 = stablehlo.negate %173 : tensor<1x4xf32>
    %175 = stablehlo.divide %174, %160 : tensor<1x4xf32>
    %176 = stablehlo.broadcast_in_dim %175, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x64xf32>
    %177 = stablehlo.multiply %159, %176 : tensor<1x4x64xf32>
    %178 = stablehlo.add %172, %177 : tensor<1x4x64xf32>
    %179 = stablehlo.dot_general %178, %arg0, contracting_dims = [2] x [0] : (tensor<1x4x64xf32>, tensor<64x8xf32>) -> tensor<1x4x8xf32>
    %180 = stablehlo.reduce(%179 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %181 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %182 = stablehlo.multiply %179, %181 : tensor<1x4x8xf32>
    %183 = stablehlo.broadcast_in_dim %146, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %184 = stablehlo.multiply %182, %183 : tensor<1x4x8xf32>
    %185 = stablehlo.multiply %135, %182 : tensor<1x4x8xf32>
    %186 = stablehlo.reduce(%185 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %187 = stablehlo.multiply %148, %186 : tensor<1x4xf32>
    %188 = stablehlo.divide %187, %144 : tensor<1x4xf32>
    %189 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %190 = stablehlo.multiply %188, %189 : tensor<1x4xf32>
    %191 = stablehlo.broadcast_in_dim %190, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %192 = stablehlo.multiply %191, %135 : tensor<1x4x8xf32>
    %193 = stablehlo.add %184, %192 : tensor<1x4x8xf32>
    %194 = stablehlo.add %193, %192 : tensor<1x4x8xf32>
    %195 = stablehlo.reduce(%194 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %196 = stablehlo.constant dense<-1.25e-1> : tensor<1x4xf32>
    %197 = stablehlo.multiply %195, %196 : tensor<1x4xf32>
    %198 = stablehlo.broadcast_in_dim %197, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %199 = stablehlo.add %194, %198 : tensor<1x4x8xf32>
    %200 = stablehlo.reduce(%199 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %201 = stablehlo.dot_general %199, %arg16, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<32x8xf32>) -> tensor<1x4x32xf32>
    %202 = stablehlo.multiply %201, %125 : tensor<1x4x32xf32> loc("gelu")
    %203 = stablehlo.multiply %96, %201 : tensor<1x4x32xf32> loc("gelu")
    %204 = stablehlo.multiply %203, %109 : tensor<1x4x32xf32> loc("gelu")
    %205 = stablehlo.multiply %204, %119 : tensor<1x4x32xf32> loc("gelu")
    %206 = stablehlo.multiply %115, %204 : tensor<1x4x32xf32> loc("gelu")
    %207 = stablehlo.multiply %121, %206 : tensor<1x4x32xf32> loc("gelu")
    %208 = stablehlo.add %205, %207 : tensor<1x4x32xf32> loc("gelu")
    %209 = stablehlo.multiply %113, %208 : tensor<1x4x32xf32> loc("gelu")
    %210 = stablehlo.constant dense<2.0e+0> : tensor<1x4x32xf32>
    %211 = stablehlo.multiply %209, %210 : tensor<1x4x32xf32> loc("gelu")
    %212 = stablehlo.multiply %211, %109 : tensor<1x4x32xf32> loc("gelu")
    %213 = stablehlo.constant dense<7.978845834732056e-1> : tensor<1x4x32xf32>
    %214 = stablehlo.multiply %212, %213 : tensor<1x4x32xf32> loc("gelu")
    %215 = stablehlo.multiply %214, %101 : tensor<1x4x32xf32> loc("gelu")
    %216 = stablehlo.multiply %94, %214 : tensor<1x4x32xf32> loc("gelu")
    %217 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<1x4x32xf32>
    %218 = stablehlo.multiply %216, %217 : tensor<1x4x32xf32> loc("gelu")
    %219 = stablehlo.multiply %218, %94 : tensor<1x4x32xf32> loc("gelu")
    %220 = stablehlo.add %215, %219 : tensor<1x4x32xf32> loc("gelu")
    %221 = stablehlo.add %220, %219 : tensor<1x4x32xf32> loc("gelu")
    %222 = stablehlo.constant dense<5.0e-1> : tensor<1x4x32xf32>
    %223 = stablehlo.multiply %202, %222 : tensor<1x4x32xf32> loc("gelu")
    %224 = stablehlo.add %221, %223 : tensor<1x4x32xf32> loc("gelu")
    %225 = stablehlo.reduce(%224 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x32xf32>, tensor<f32>) -> tensor<32xf32>
    %226 = stablehlo.dot_general %224, %arg14, contracting_dims = [2] x [1] : (tensor<1x4x32xf32>, tensor<8x32xf32>) -> tensor<1x4x8xf32>
    %227 = stablehlo.reduce(%226 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %228 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %229 = stablehlo.multiply %226, %228 : tensor<1x4x8xf32>
    %230 = stablehlo.broadcast_in_dim %83, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %231 = stablehlo.multiply %229, %230 : tensor<1x4x8xf32>
    %232 = stablehlo.multiply %72, %229 : tensor<1x4x8xf32>
    %233 = stablehlo.reduce(%232 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %234 = stablehlo.multiply %85, %233 : tensor<1x4xf32>
    %235 = stablehlo.divide %234, %81 : tensor<1x4xf32>
    %236 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %237 = stablehlo.multiply %235, %236 : tensor<1x4xf32>
    %238 = stablehlo.broadcast_in_dim %237, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %239 = stablehlo.multiply %238, %72 : tensor<1x4x8xf32>
    %240 = stablehlo.add %231, %239 : tensor<1x4x8xf32>
    %241 = stablehlo.add %240, %239 : tensor<1x4x8xf32>
    %242 = stablehlo.reduce(%241 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %243 = stablehlo.add %199, %241 : tensor<1x4x8xf32>
    %244 = stablehlo.constant dense<-1.25e-1> : tensor<1x4xf32>
    %245 = stablehlo.multiply %242, %244 : tensor<1x4xf32>
    %246 = stablehlo.broadcast_in_dim %245, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %247 = stablehlo.add %243, %246 : tensor<1x4x8xf32>
    %248 = stablehlo.reduce(%247 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %249 = stablehlo.dot_general %247, %arg10, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %250 = stablehlo.reshape %249 : (tensor<1x4x8xf32>) -> tensor<1x4x2x4xf32>
    %251 = stablehlo.dot_general %250, %38, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<1x4x2x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %252 = stablehlo.broadcast_in_dim %56, dims = [0, 1, 2] : (tensor<1x2x4xf32>) -> tensor<1x2x4x4xf32>
    %253 = stablehlo.multiply %251, %252 : tensor<1x2x4x4xf32>
    %254 = stablehlo.multiply %53, %251 : tensor<1x2x4x4xf32>
    %255 = stablehlo.reduce(%254 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<1x2x4x4xf32>, tensor<f32>) -> tensor<1x2x4xf32>
    %256 = stablehlo.multiply %58, %255 : tensor<1x2x4xf32>
    %257 = stablehlo.broadcast_in_dim %256, dims = [0, 1, 2] : (tensor<1x2x4xf32>) -> tensor<1x2x4x4xf32>
    %258 = stablehlo.add %253, %257 : tensor<1x2x4x4xf32>
    %259 = stablehlo.multiply %53, %258 : tensor<1x2x4x4xf32>
    %260 = stablehlo.broadcast_in_dim %46, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<1x2x4x4xi1>
    %261 = stablehlo.constant dense<0.0e+0> : tensor<1x2x4x4xf32>
    %262 = stablehlo.select %260, %259, %261 : tensor<1x2x4x4xi1>, tensor<1x2x4x4xf32>
    %263 = stablehlo.constant dense<5.0e-1> : tensor<1x2x4x4xf32>
    %264 = stablehlo.multiply %262, %263 : tensor<1x2x4x4xf32>
    %265 = stablehlo.dot_general %264, %34, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<1x2x4x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %266 = stablehlo.transpose %265, dims = [0, 2, 1, 3] : (tensor<1x2x4x4xf32>) -> tensor<1x4x2x4xf32>
    %267 = stablehlo.reshape %266 : (tensor<1x4x2x4xf32>) -> tensor<1x4x8xf32>
    %268 = stablehlo.reduce(%267 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %269 = stablehlo.dot_general %267, %arg4, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %270 = stablehlo.dot_general %26, %267, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<8x8xf32>
    %271 = stablehlo.dot_general %264, %30, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<1x2x4x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %272 = stablehlo.transpose %271, dims = [0, 2, 1, 3] : (tensor<1x2x4x4xf32>) -> tensor<1x4x2x4xf32>
    %273 = stablehlo.reshape %272 : (tensor<1x4x2x4xf32>) -> tensor<1x4x8xf32>
    %274 = stablehlo.reduce(%273 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %275 = stablehlo.dot_general %273, %arg6, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %276 = stablehlo.add %269, %275 : tensor<1x4x8xf32>
    %277 = stablehlo.dot_general %26, %273, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<8x8xf32>
    %278 = stablehlo.dot_general %60, %250, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<1x2x4x4xf32>, tensor<1x4x2x4xf32>) -> tensor<1x2x4x4xf32>
    %279 = stablehlo.transpose %278, dims = [0, 2, 1, 3] : (tensor<1x2x4x4xf32>) -> tensor<1x4x2x4xf32>
    %280 = stablehlo.reshape %279 : (tensor<1x4x2x4xf32>) -> tensor<1x4x8xf32>
    %281 = stablehlo.reduce(%280 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %282 = stablehlo.dot_general %280, %arg8, contracting_dims = [2] x [1] : (tensor<1x4x8xf32>, tensor<8x8xf32>) -> tensor<1x4x8xf32>
    %283 = stablehlo.add %276, %282 : tensor<1x4x8xf32>
    %284 = stablehlo.reduce(%283 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %285 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<1x4x8xf32>
    %286 = stablehlo.multiply %283, %285 : tensor<1x4x8xf32>
    %287 = stablehlo.broadcast_in_dim %18, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %288 = stablehlo.multiply %286, %287 : tensor<1x4x8xf32>
    %289 = stablehlo.multiply %7, %286 : tensor<1x4x8xf32>
    %290 = stablehlo.reduce(%289 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %291 = stablehlo.multiply %20, %290 : tensor<1x4xf32>
    %292 = stablehlo.divide %291, %16 : tensor<1x4xf32>
    %293 = stablehlo.constant dense<1.25e-1> : tensor<1x4xf32>
    %294 = stablehlo.multiply %292, %293 : tensor<1x4xf32>
    %295 = stablehlo.broadcast_in_dim %294, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %296 = stablehlo.multiply %295, %7 : tensor<1x4x8xf32>
    %297 = stablehlo.add %288, %296 : tensor<1x4x8xf32>
    %298 = stablehlo.add %297, %296 : tensor<1x4x8xf32>
    %299 = stablehlo.reduce(%298 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<1x4xf32>
    %300 = stablehlo.add %247, %298 : tensor<1x4x8xf32>
    %301 = stablehlo.constant dense<-1.25e-1> : tensor<1x4xf32>
    %302 = stablehlo.multiply %299, %301 : tensor<1x4xf32>
    %303 = stablehlo.broadcast_in_dim %302, dims = [0, 1] : (tensor<1x4xf32>) -> tensor<1x4x8xf32>
    %304 = stablehlo.add %300, %303 : tensor<1x4x8xf32>
    %305 = stablehlo.reduce(%304 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %306 = stablehlo.constant dense<0.0e+0> : tensor<64x8xf32>
    %307 = "stablehlo.scatter"(%306, %arg63, %304) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>, tensor<1x4xi32>, tensor<1x4x8xf32>) -> tensor<64x8xf32>
    %308 = stablehlo.multiply %22, %283 : tensor<1x4x8xf32>
    %309 = stablehlo.reduce(%308 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %310 = stablehlo.dot_general %26, %280, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<8x8xf32>
    %311 = stablehlo.dot_general %63, %247, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<8x8xf32>
    %312 = stablehlo.multiply %87, %226 : tensor<1x4x8xf32>
    %313 = stablehlo.reduce(%312 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %314 = stablehlo.dot_general %91, %224, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x8xf32>, tensor<1x4x32xf32>) -> tensor<8x32xf32>
    %315 = stablehlo.dot_general %126, %199, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x32xf32>, tensor<1x4x8xf32>) -> tensor<32x8xf32>
    %316 = stablehlo.multiply %150, %179 : tensor<1x4x8xf32>
    %317 = stablehlo.reduce(%316 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<1x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %318 = stablehlo.dot_general %178, %154, contracting_dims = [0, 1] x [0, 1] : (tensor<1x4x64xf32>, tensor<1x4x8xf32>) -> tensor<64x8xf32>
    %319 = stablehlo.add %307, %318 : tensor<64x8xf32>
    %320 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %321 = stablehlo.multiply %170, %320 : tensor<f32>
    %322 = "stablehlo.all_reduce"(%321) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %323 = stablehlo.negate %322 : tensor<f32>
    %324 = "stablehlo.all_reduce"(%319) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>) -> tensor<64x8xf32>
    %325 = stablehlo.multiply %324, %324 : tensor<64x8xf32>
    %326 = stablehlo.reduce(%325 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x8xf32>, tensor<f32>) -> tensor<f32>
    %327 = "stablehlo.all_reduce"(%305) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<4x8xf32>) -> tensor<4x8xf32>
    %328 = stablehlo.multiply %327, %327 : tensor<4x8xf32>
    %329 = stablehlo.reduce(%328 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %330 = "stablehlo.all_reduce"(%309) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %331 = stablehlo.multiply %330, %330 : tensor<8xf32>
    %332 = stablehlo.reduce(%331 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %333 = "stablehlo.all_reduce"(%284) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %334 = stablehlo.multiply %333, %333 : tensor<8xf32>
    %335 = stablehlo.reduce(%334 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %336 = "stablehlo.all_reduce"(%270) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %337 = stablehlo.multiply %336, %336 : tensor<8x8xf32>
    %338 = stablehlo.reduce(%337 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %339 = "stablehlo.all_reduce"(%268) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %340 = stablehlo.multiply %339, %339 : tensor<8xf32>
    %341 = stablehlo.reduce(%340 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %342 = "stablehlo.all_reduce"(%277) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %343 = stablehlo.multiply %342, %342 : tensor<8x8xf32>
    %344 = stablehlo.reduce(%343 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %345 = "stablehlo.all_reduce"(%274) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %346 = stablehlo.multiply %345, %345 : tensor<8xf32>
    %347 = stablehlo.reduce(%346 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %348 = "stablehlo.all_reduce"(%310) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %349 = stablehlo.multiply %348, %348 : tensor<8x8xf32>
    %350 = stablehlo.reduce(%349 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %351 = "stablehlo.all_reduce"(%281) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %352 = stablehlo.multiply %351, %351 : tensor<8xf32>
    %353 = stablehlo.reduce(%352 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %354 = "stablehlo.all_reduce"(%311) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %355 = stablehlo.multiply %354, %354 : tensor<8x8xf32>
    %356 = stablehlo.reduce(%355 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %357 = "stablehlo.all_reduce"(%248) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %358 = stablehlo.multiply %357, %357 : tensor<8xf32>
    %359 = stablehlo.reduce(%358 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %360 = "stablehlo.all_reduce"(%313) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %361 = stablehlo.multiply %360, %360 : tensor<8xf32>
    %362 = stablehlo.reduce(%361 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %363 = "stablehlo.all_reduce"(%227) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %364 = stablehlo.multiply %363, %363 : tensor<8xf32>
    %365 = stablehlo.reduce(%364 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %366 = "stablehlo.all_reduce"(%314) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8x32xf32>) -> tensor<8x32xf32>
    %367 = stablehlo.multiply %366, %366 : tensor<8x32xf32>
    %368 = stablehlo.reduce(%367 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<f32>
    %369 = "stablehlo.all_reduce"(%225) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<32xf32>) -> tensor<32xf32>
    %370 = stablehlo.multiply %369, %369 : tensor<32xf32>
    %371 = stablehlo.reduce(%370 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<32xf32>, tensor<f32>) -> tensor<f32>
    %372 = "stablehlo.all_reduce"(%315) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<32x8xf32>) -> tensor<32x8xf32>
    %373 = stablehlo.multiply %372, %372 : tensor<32x8xf32>
    %374 = stablehlo.reduce(%373 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<32x8xf32>, tensor<f32>) -> tensor<f32>
    %375 = "stablehlo.all_reduce"(%200) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %376 = stablehlo.multiply %375, %375 : tensor<8xf32>
    %377 = stablehlo.reduce(%376 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %378 = "stablehlo.all_reduce"(%317) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %379 = stablehlo.multiply %378, %378 : tensor<8xf32>
    %380 = stablehlo.reduce(%379 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %381 = "stablehlo.all_reduce"(%180) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<8xf32>) -> tensor<8xf32>
    %382 = stablehlo.multiply %381, %381 : tensor<8xf32>
    %383 = stablehlo.reduce(%382 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %384 = stablehlo.add %326, %329 : tensor<f32>
    %385 = stablehlo.add %384, %332 : tensor<f32>
    %386 = stablehlo.add %385, %335 : tensor<f32>
    %387 = stablehlo.add %386, %338 : tensor<f32>
    %388 = stablehlo.add %387, %341 : tensor<f32>
    %389 = stablehlo.add %388, %344 : tensor<f32>
    %390 = stablehlo.add %389, %347 : tensor<f32>
    %391 = stablehlo.add %390, %350 : tensor<f32>
    %392 = stablehlo.add %391, %353 : tensor<f32>
    %393 = stablehlo.add %392, %356 : tensor<f32>
    %394 = stablehlo.add %393, %359 : tensor<f32>
    %395 = stablehlo.add %394, %362 : tensor<f32>
    %396 = stablehlo.add %395, %365 : tensor<f32>
    %397 = stablehlo.add %396, %368 : tensor<f32>
    %398 = stablehlo.add %397, %371 : tensor<f32>
    %399 = stablehlo.add %398, %374 : tensor<f32>
    %400 = stablehlo.add %399, %377 : tensor<f32>
    %401 = stablehlo.add %400, %380 : tensor<f32>
    %402 = stablehlo.add %401, %383 : tensor<f32>
    %403 = stablehlo.sqrt %402 : tensor<f32>
    %404 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %405 = stablehlo.divide %404, %403 : tensor<f32>
    %406 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %407 = stablehlo.minimum %405, %406 : tensor<f32>
    %408 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %409 = stablehlo.multiply %324, %408 : tensor<64x8xf32>
    %410 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %411 = stablehlo.multiply %327, %410 : tensor<4x8xf32>
    %412 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %413 = stablehlo.multiply %330, %412 : tensor<8xf32>
    %414 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %415 = stablehlo.multiply %333, %414 : tensor<8xf32>
    %416 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %417 = stablehlo.multiply %336, %416 : tensor<8x8xf32>
    %418 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %419 = stablehlo.multiply %339, %418 : tensor<8xf32>
    %420 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %421 = stablehlo.multiply %342, %420 : tensor<8x8xf32>
    %422 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %423 = stablehlo.multiply %345, %422 : tensor<8xf32>
    %424 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %425 = stablehlo.multiply %348, %424 : tensor<8x8xf32>
    %426 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %427 = stablehlo.multiply %351, %426 : tensor<8xf32>
    %428 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %429 = stablehlo.multiply %354, %428 : tensor<8x8xf32>
    %430 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %431 = stablehlo.multiply %357, %430 : tensor<8xf32>
    %432 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %433 = stablehlo.multiply %360, %432 : tensor<8xf32>
    %434 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %435 = stablehlo.multiply %363, %434 : tensor<8xf32>
    %436 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %437 = stablehlo.multiply %366, %436 : tensor<8x32xf32>
    %438 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %439 = stablehlo.multiply %369, %438 : tensor<32xf32>
    %440 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %441 = stablehlo.multiply %372, %440 : tensor<32x8xf32>
    %442 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %443 = stablehlo.multiply %375, %442 : tensor<8xf32>
    %444 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %445 = stablehlo.multiply %378, %444 : tensor<8xf32>
    %446 = stablehlo.broadcast_in_dim %407, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %447 = stablehlo.multiply %381, %446 : tensor<8xf32>
    %448 = stablehlo.constant dense<8.999999761581421e-1> : tensor<64x8xf32>
    %449 = stablehlo.multiply %arg20, %448 : tensor<64x8xf32>
    %450 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<64x8xf32>
    %451 = stablehlo.multiply %409, %450 : tensor<64x8xf32>
    %452 = stablehlo.add %449, %451 : tensor<64x8xf32>
    %453 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %454 = stablehlo.multiply %arg21, %453 : tensor<4x8xf32>
    %455 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %456 = stablehlo.multiply %411, %455 : tensor<4x8xf32>
    %457 = stablehlo.add %454, %456 : tensor<4x8xf32>
    %458 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %459 = stablehlo.multiply %arg22, %458 : tensor<8xf32>
    %460 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %461 = stablehlo.multiply %413, %460 : tensor<8xf32>
    %462 = stablehlo.add %459, %461 : tensor<8xf32>
    %463 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %464 = stablehlo.multiply %arg23, %463 : tensor<8xf32>
    %465 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %466 = stablehlo.multiply %415, %465 : tensor<8xf32>
    %467 = stablehlo.add %464, %466 : tensor<8xf32>
    %468 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %469 = stablehlo.multiply %arg24, %468 : tensor<8x8xf32>
    %470 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %471 = stablehlo.multiply %417, %470 : tensor<8x8xf32>
    %472 = stablehlo.add %469, %471 : tensor<8x8xf32>
    %473 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %474 = stablehlo.multiply %arg25, %473 : tensor<8xf32>
    %475 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %476 = stablehlo.multiply %419, %475 : tensor<8xf32>
    %477 = stablehlo.add %474, %476 : tensor<8xf32>
    %478 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %479 = stablehlo.multiply %arg26, %478 : tensor<8x8xf32>
    %480 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %481 = stablehlo.multiply %421, %480 : tensor<8x8xf32>
    %482 = stablehlo.add %479, %481 : tensor<8x8xf32>
    %483 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %484 = stablehlo.multiply %arg27, %483 : tensor<8xf32>
    %485 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %486 = stablehlo.multiply %423, %485 : tensor<8xf32>
    %487 = stablehlo.add %484, %486 : tensor<8xf32>
    %488 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %489 = stablehlo.multiply %arg28, %488 : tensor<8x8xf32>
    %490 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %491 = stablehlo.multiply %425, %490 : tensor<8x8xf32>
    %492 = stablehlo.add %489, %491 : tensor<8x8xf32>
    %493 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %494 = stablehlo.multiply %arg29, %493 : tensor<8xf32>
    %495 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %496 = stablehlo.multiply %427, %495 : tensor<8xf32>
    %497 = stablehlo.add %494, %496 : tensor<8xf32>
    %498 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %499 = stablehlo.multiply %arg30, %498 : tensor<8x8xf32>
    %500 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %501 = stablehlo.multiply %429, %500 : tensor<8x8xf32>
    %502 = stablehlo.add %499, %501 : tensor<8x8xf32>
    %503 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %504 = stablehlo.multiply %arg31, %503 : tensor<8xf32>
    %505 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %506 = stablehlo.multiply %431, %505 : tensor<8xf32>
    %507 = stablehlo.add %504, %506 : tensor<8xf32>
    %508 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %509 = stablehlo.multiply %arg32, %508 : tensor<8xf32>
    %510 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %511 = stablehlo.multiply %433, %510 : tensor<8xf32>
    %512 = stablehlo.add %509, %511 : tensor<8xf32>
    %513 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %514 = stablehlo.multiply %arg33, %513 : tensor<8xf32>
    %515 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %516 = stablehlo.multiply %435, %515 : tensor<8xf32>
    %517 = stablehlo.add %514, %516 : tensor<8xf32>
    %518 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x32xf32>
    %519 = stablehlo.multiply %arg34, %518 : tensor<8x32xf32>
    %520 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x32xf32>
    %521 = stablehlo.multiply %437, %520 : tensor<8x32xf32>
    %522 = stablehlo.add %519, %521 : tensor<8x32xf32>
    %523 = stablehlo.constant dense<8.999999761581421e-1> : tensor<32xf32>
    %524 = stablehlo.multiply %arg35, %523 : tensor<32xf32>
    %525 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<32xf32>
    %526 = stablehlo.multiply %439, %525 : tensor<32xf32>
    %527 = stablehlo.add %524, %526 : tensor<32xf32>
    %528 = stablehlo.constant dense<8.999999761581421e-1> : tensor<32x8xf32>
    %529 = stablehlo.multiply %arg36, %528 : tensor<32x8xf32>
    %530 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<32x8xf32>
    %531 = stablehlo.multiply %441, %530 : tensor<32x8xf32>
    %532 = stablehlo.add %529, %531 : tensor<32x8xf32>
    %533 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %534 = stablehlo.multiply %arg37, %533 : tensor<8xf32>
    %535 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %536 = stablehlo.multiply %443, %535 : tensor<8xf32>
    %537 = stablehlo.add %534, %536 : tensor<8xf32>
    %538 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %539 = stablehlo.multiply %arg38, %538 : tensor<8xf32>
    %540 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %541 = stablehlo.multiply %445, %540 : tensor<8xf32>
    %542 = stablehlo.add %539, %541 : tensor<8xf32>
    %543 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %544 = stablehlo.multiply %arg39, %543 : tensor<8xf32>
    %545 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %546 = stablehlo.multiply %447, %545 : tensor<8xf32>
    %547 = stablehlo.add %544, %546 : tensor<8xf32>
    %548 = stablehlo.multiply %409, %409 : tensor<64x8xf32>
    %549 = stablehlo.constant dense<9.990000128746033e-1> : tensor<64x8xf32>
    %550 = stablehlo.multiply %arg40, %549 : tensor<64x8xf32>
    %551 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<64x8xf32>
    %552 = stablehlo.multiply %548, %551 : tensor<64x8xf32>
    %553 = stablehlo.add %550, %552 : tensor<64x8xf32>
    %554 = stablehlo.multiply %411, %411 : tensor<4x8xf32>
    %555 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %556 = stablehlo.multiply %arg41, %555 : tensor<4x8xf32>
    %557 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %558 = stablehlo.multiply %554, %557 : tensor<4x8xf32>
    %559 = stablehlo.add %556, %558 : tensor<4x8xf32>
    %560 = stablehlo.multiply %413, %413 : tensor<8xf32>
    %561 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %562 = stablehlo.multiply %arg42, %561 : tensor<8xf32>
    %563 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %564 = stablehlo.multiply %560, %563 : tensor<8xf32>
    %565 = stablehlo.add %562, %564 : tensor<8xf32>
    %566 = stablehlo.multiply %415, %415 : tensor<8xf32>
    %567 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %568 = stablehlo.multiply %arg43, %567 : tensor<8xf32>
    %569 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %570 = stablehlo.multiply %566, %569 : tensor<8xf32>
    %571 = stablehlo.add %568, %570 : tensor<8xf32>
    %572 = stablehlo.multiply %417, %417 : tensor<8x8xf32>
    %573 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %574 = stablehlo.multiply %arg44, %573 : tensor<8x8xf32>
    %575 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %576 = stablehlo.multiply %572, %575 : tensor<8x8xf32>
    %577 = stablehlo.add %574, %576 : tensor<8x8xf32>
    %578 = stablehlo.multiply %419, %419 : tensor<8xf32>
    %579 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %580 = stablehlo.multiply %arg45, %579 : tensor<8xf32>
    %581 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %582 = stablehlo.multiply %578, %581 : tensor<8xf32>
    %583 = stablehlo.add %580, %582 : tensor<8xf32>
    %584 = stablehlo.multiply %421, %421 : tensor<8x8xf32>
    %585 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %586 = stablehlo.multiply %arg46, %585 : tensor<8x8xf32>
    %587 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %588 = stablehlo.multiply %584, %587 : tensor<8x8xf32>
    %589 = stablehlo.add %586, %588 : tensor<8x8xf32>
    %590 = stablehlo.multiply %423, %423 : tensor<8xf32>
    %591 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %592 = stablehlo.multiply %arg47, %591 : tensor<8xf32>
    %593 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %594 = stablehlo.multiply %590, %593 : tensor<8xf32>
    %595 = stablehlo.add %592, %594 : tensor<8xf32>
    %596 = stablehlo.multiply %425, %425 : tensor<8x8xf32>
    %597 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %598 = stablehlo.multiply %arg48, %597 : tensor<8x8xf32>
    %599 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %600 = stablehlo.multiply %596, %599 : tensor<8x8xf32>
    %601 = stablehlo.add %598, %600 : tensor<8x8xf32>
    %602 = stablehlo.multiply %427, %427 : tensor<8xf32>
    %603 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %604 = stablehlo.multiply %arg49, %603 : tensor<8xf32>
    %605 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %606 = stablehlo.multiply %602, %605 : tensor<8xf32>
    %607 = stablehlo.add %604, %606 : tensor<8xf32>
    %608 = stablehlo.multiply %429, %429 : tensor<8x8xf32>
    %609 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %610 = stablehlo.multiply %arg50, %609 : tensor<8x8xf32>
    %611 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %612 = stablehlo.multiply %608, %611 : tensor<8x8xf32>
    %613 = stablehlo.add %610, %612 : tensor<8x8xf32>
    %614 = stablehlo.multiply %431, %431 : tensor<8xf32>
    %615 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %616 = stablehlo.multiply %arg51, %615 : tensor<8xf32>
    %617 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %618 = stablehlo.multiply %614, %617 : tensor<8xf32>
    %619 = stablehlo.add %616, %618 : tensor<8xf32>
    %620 = stablehlo.multiply %433, %433 : tensor<8xf32>
    %621 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %622 = stablehlo.multiply %arg52, %621 : tensor<8xf32>
    %623 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %624 = stablehlo.multiply %620, %623 : tensor<8xf32>
    %625 = stablehlo.add %622, %624 : tensor<8xf32>
    %626 = stablehlo.multiply %435, %435 : tensor<8xf32>
    %627 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %628 = stablehlo.multiply %arg53, %627 : tensor<8xf32>
    %629 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %630 = stablehlo.multiply %626, %629 : tensor<8xf32>
    %631 = stablehlo.add %628, %630 : tensor<8xf32>
    %632 = stablehlo.multiply %437, %437 : tensor<8x32xf32>
    %633 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x32xf32>
    %634 = stablehlo.multiply %arg54, %633 : tensor<8x32xf32>
    %635 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x32xf32>
    %636 = stablehlo.multiply %632, %635 : tensor<8x32xf32>
    %637 = stablehlo.add %634, %636 : tensor<8x32xf32>
    %638 = stablehlo.multiply %439, %439 : tensor<32xf32>
    %639 = stablehlo.constant dense<9.990000128746033e-1> : tensor<32xf32>
    %640 = stablehlo.multiply %arg55, %639 : tensor<32xf32>
    %641 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<32xf32>
    %642 = stablehlo.multiply %638, %641 : tensor<32xf32>
    %643 = stablehlo.add %640, %642 : tensor<32xf32>
    %644 = stablehlo.multiply %441, %441 : tensor<32x8xf32>
    %645 = stablehlo.constant dense<9.990000128746033e-1> : tensor<32x8xf32>
    %646 = stablehlo.multiply %arg56, %645 : tensor<32x8xf32>
    %647 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<32x8xf32>
    %648 = stablehlo.multiply %644, %647 : tensor<32x8xf32>
    %649 = stablehlo.add %646, %648 : tensor<32x8xf32>
    %650 = stablehlo.multiply %443, %443 : tensor<8xf32>
    %651 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %652 = stablehlo.multiply %arg57, %651 : tensor<8xf32>
    %653 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %654 = stablehlo.multiply %650, %653 : tensor<8xf32>
    %655 = stablehlo.add %652, %654 : tensor<8xf32>
    %656 = stablehlo.multiply %445, %445 : tensor<8xf32>
    %657 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %658 = stablehlo.multiply %arg58, %657 : tensor<8xf32>
    %659 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %660 = stablehlo.multiply %656, %659 : tensor<8xf32>
    %661 = stablehlo.add %658, %660 : tensor<8xf32>
    %662 = stablehlo.multiply %447, %447 : tensor<8xf32>
    %663 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %664 = stablehlo.multiply %arg59, %663 : tensor<8xf32>
    %665 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %666 = stablehlo.multiply %662, %665 : tensor<8xf32>
    %667 = stablehlo.add %664, %666 : tensor<8xf32>
    %668 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %669 = stablehlo.multiply %arg60, %668 : tensor<f32>
    %670 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %671 = stablehlo.add %669, %670 : tensor<f32>
    %672 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %673 = stablehlo.multiply %arg61, %672 : tensor<f32>
    %674 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %675 = stablehlo.add %673, %674 : tensor<f32>
    %676 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %677 = stablehlo.divide %676, %671 : tensor<f32>
    %678 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %679 = stablehlo.divide %678, %675 : tensor<f32>
    %680 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %681 = stablehlo.multiply %452, %680 : tensor<64x8xf32>
    %682 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %683 = stablehlo.multiply %553, %682 : tensor<64x8xf32>
    %684 = stablehlo.sqrt %683 : tensor<64x8xf32>
    %685 = stablehlo.constant dense<9.99999993922529e-9> : tensor<64x8xf32>
    %686 = stablehlo.add %684, %685 : tensor<64x8xf32>
    %687 = stablehlo.divide %681, %686 : tensor<64x8xf32>
    %688 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %689 = stablehlo.multiply %457, %688 : tensor<4x8xf32>
    %690 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %691 = stablehlo.multiply %559, %690 : tensor<4x8xf32>
    %692 = stablehlo.sqrt %691 : tensor<4x8xf32>
    %693 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %694 = stablehlo.add %692, %693 : tensor<4x8xf32>
    %695 = stablehlo.divide %689, %694 : tensor<4x8xf32>
    %696 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %697 = stablehlo.multiply %462, %696 : tensor<8xf32>
    %698 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %699 = stablehlo.multiply %565, %698 : tensor<8xf32>
    %700 = stablehlo.sqrt %699 : tensor<8xf32>
    %701 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %702 = stablehlo.add %700, %701 : tensor<8xf32>
    %703 = stablehlo.divide %697, %702 : tensor<8xf32>
    %704 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %705 = stablehlo.multiply %467, %704 : tensor<8xf32>
    %706 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %707 = stablehlo.multiply %571, %706 : tensor<8xf32>
    %708 = stablehlo.sqrt %707 : tensor<8xf32>
    %709 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %710 = stablehlo.add %708, %709 : tensor<8xf32>
    %711 = stablehlo.divide %705, %710 : tensor<8xf32>
    %712 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %713 = stablehlo.multiply %472, %712 : tensor<8x8xf32>
    %714 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %715 = stablehlo.multiply %577, %714 : tensor<8x8xf32>
    %716 = stablehlo.sqrt %715 : tensor<8x8xf32>
    %717 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %718 = stablehlo.add %716, %717 : tensor<8x8xf32>
    %719 = stablehlo.divide %713, %718 : tensor<8x8xf32>
    %720 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %721 = stablehlo.multiply %477, %720 : tensor<8xf32>
    %722 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %723 = stablehlo.multiply %583, %722 : tensor<8xf32>
    %724 = stablehlo.sqrt %723 : tensor<8xf32>
    %725 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %726 = stablehlo.add %724, %725 : tensor<8xf32>
    %727 = stablehlo.divide %721, %726 : tensor<8xf32>
    %728 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %729 = stablehlo.multiply %482, %728 : tensor<8x8xf32>
    %730 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %731 = stablehlo.multiply %589, %730 : tensor<8x8xf32>
    %732 = stablehlo.sqrt %731 : tensor<8x8xf32>
    %733 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %734 = stablehlo.add %732, %733 : tensor<8x8xf32>
    %735 = stablehlo.divide %729, %734 : tensor<8x8xf32>
    %736 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %737 = stablehlo.multiply %487, %736 : tensor<8xf32>
    %738 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %739 = stablehlo.multiply %595, %738 : tensor<8xf32>
    %740 = stablehlo.sqrt %739 : tensor<8xf32>
    %741 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %742 = stablehlo.add %740, %741 : tensor<8xf32>
    %743 = stablehlo.divide %737, %742 : tensor<8xf32>
    %744 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %745 = stablehlo.multiply %492, %744 : tensor<8x8xf32>
    %746 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %747 = stablehlo.multiply %601, %746 : tensor<8x8xf32>
    %748 = stablehlo.sqrt %747 : tensor<8x8xf32>
    %749 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %750 = stablehlo.add %748, %749 : tensor<8x8xf32>
    %751 = stablehlo.divide %745, %750 : tensor<8x8xf32>
    %752 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %753 = stablehlo.multiply %497, %752 : tensor<8xf32>
    %754 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %755 = stablehlo.multiply %607, %754 : tensor<8xf32>
    %756 = stablehlo.sqrt %755 : tensor<8xf32>
    %757 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %758 = stablehlo.add %756, %757 : tensor<8xf32>
    %759 = stablehlo.divide %753, %758 : tensor<8xf32>
    %760 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %761 = stablehlo.multiply %502, %760 : tensor<8x8xf32>
    %762 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %763 = stablehlo.multiply %613, %762 : tensor<8x8xf32>
    %764 = stablehlo.sqrt %763 : tensor<8x8xf32>
    %765 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %766 = stablehlo.add %764, %765 : tensor<8x8xf32>
    %767 = stablehlo.divide %761, %766 : tensor<8x8xf32>
    %768 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %769 = stablehlo.multiply %507, %768 : tensor<8xf32>
    %770 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %771 = stablehlo.multiply %619, %770 : tensor<8xf32>
    %772 = stablehlo.sqrt %771 : tensor<8xf32>
    %773 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %774 = stablehlo.add %772, %773 : tensor<8xf32>
    %775 = stablehlo.divide %769, %774 : tensor<8xf32>
    %776 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %777 = stablehlo.multiply %512, %776 : tensor<8xf32>
    %778 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %779 = stablehlo.multiply %625, %778 : tensor<8xf32>
    %780 = stablehlo.sqrt %779 : tensor<8xf32>
    %781 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %782 = stablehlo.add %780, %781 : tensor<8xf32>
    %783 = stablehlo.divide %777, %782 : tensor<8xf32>
    %784 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %785 = stablehlo.multiply %517, %784 : tensor<8xf32>
    %786 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %787 = stablehlo.multiply %631, %786 : tensor<8xf32>
    %788 = stablehlo.sqrt %787 : tensor<8xf32>
    %789 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %790 = stablehlo.add %788, %789 : tensor<8xf32>
    %791 = stablehlo.divide %785, %790 : tensor<8xf32>
    %792 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %793 = stablehlo.multiply %522, %792 : tensor<8x32xf32>
    %794 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %795 = stablehlo.multiply %637, %794 : tensor<8x32xf32>
    %796 = stablehlo.sqrt %795 : tensor<8x32xf32>
    %797 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x32xf32>
    %798 = stablehlo.add %796, %797 : tensor<8x32xf32>
    %799 = stablehlo.divide %793, %798 : tensor<8x32xf32>
    %800 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %801 = stablehlo.multiply %527, %800 : tensor<32xf32>
    %802 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %803 = stablehlo.multiply %643, %802 : tensor<32xf32>
    %804 = stablehlo.sqrt %803 : tensor<32xf32>
    %805 = stablehlo.constant dense<9.99999993922529e-9> : tensor<32xf32>
    %806 = stablehlo.add %804, %805 : tensor<32xf32>
    %807 = stablehlo.divide %801, %806 : tensor<32xf32>
    %808 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %809 = stablehlo.multiply %532, %808 : tensor<32x8xf32>
    %810 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %811 = stablehlo.multiply %649, %810 : tensor<32x8xf32>
    %812 = stablehlo.sqrt %811 : tensor<32x8xf32>
    %813 = stablehlo.constant dense<9.99999993922529e-9> : tensor<32x8xf32>
    %814 = stablehlo.add %812, %813 : tensor<32x8xf32>
    %815 = stablehlo.divide %809, %814 : tensor<32x8xf32>
    %816 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %817 = stablehlo.multiply %537, %816 : tensor<8xf32>
    %818 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %819 = stablehlo.multiply %655, %818 : tensor<8xf32>
    %820 = stablehlo.sqrt %819 : tensor<8xf32>
    %821 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %822 = stablehlo.add %820, %821 : tensor<8xf32>
    %823 = stablehlo.divide %817, %822 : tensor<8xf32>
    %824 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %825 = stablehlo.multiply %542, %824 : tensor<8xf32>
    %826 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %827 = stablehlo.multiply %661, %826 : tensor<8xf32>
    %828 = stablehlo.sqrt %827 : tensor<8xf32>
    %829 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %830 = stablehlo.add %828, %829 : tensor<8xf32>
    %831 = stablehlo.divide %825, %830 : tensor<8xf32>
    %832 = stablehlo.broadcast_in_dim %677, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %833 = stablehlo.multiply %547, %832 : tensor<8xf32>
    %834 = stablehlo.broadcast_in_dim %679, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %835 = stablehlo.multiply %667, %834 : tensor<8xf32>
    %836 = stablehlo.sqrt %835 : tensor<8xf32>
    %837 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %838 = stablehlo.add %836, %837 : tensor<8xf32>
    %839 = stablehlo.divide %833, %838 : tensor<8xf32>
    %840 = stablehlo.constant dense<9.999999776482582e-3> : tensor<64x8xf32>
    %841 = stablehlo.multiply %arg0, %840 : tensor<64x8xf32>
    %842 = stablehlo.add %687, %841 : tensor<64x8xf32>
    %843 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %844 = stablehlo.multiply %arg1, %843 : tensor<4x8xf32>
    %845 = stablehlo.add %695, %844 : tensor<4x8xf32>
    %846 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %847 = stablehlo.multiply %arg2, %846 : tensor<8xf32>
    %848 = stablehlo.add %703, %847 : tensor<8xf32>
    %849 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %850 = stablehlo.multiply %arg3, %849 : tensor<8xf32>
    %851 = stablehlo.add %711, %850 : tensor<8xf32>
    %852 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %853 = stablehlo.multiply %arg4, %852 : tensor<8x8xf32>
    %854 = stablehlo.add %719, %853 : tensor<8x8xf32>
    %855 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %856 = stablehlo.multiply %arg5, %855 : tensor<8xf32>
    %857 = stablehlo.add %727, %856 : tensor<8xf32>
    %858 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %859 = stablehlo.multiply %arg6, %858 : tensor<8x8xf32>
    %860 = stablehlo.add %735, %859 : tensor<8x8xf32>
    %861 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %862 = stablehlo.multiply %arg7, %861 : tensor<8xf32>
    %863 = stablehlo.add %743, %862 : tensor<8xf32>
    %864 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %865 = stablehlo.multiply %arg8, %864 : tensor<8x8xf32>
    %866 = stablehlo.add %751, %865 : tensor<8x8xf32>
    %867 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %868 = stablehlo.multiply %arg9, %867 : tensor<8xf32>
    %869 = stablehlo.add %759, %868 : tensor<8xf32>
    %870 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %871 = stablehlo.multiply %arg10, %870 : tensor<8x8xf32>
    %872 = stablehlo.add %767, %871 : tensor<8x8xf32>
    %873 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %874 = stablehlo.multiply %arg11, %873 : tensor<8xf32>
    %875 = stablehlo.add %775, %874 : tensor<8xf32>
    %876 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %877 = stablehlo.multiply %arg12, %876 : tensor<8xf32>
    %878 = stablehlo.add %783, %877 : tensor<8xf32>
    %879 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %880 = stablehlo.multiply %arg13, %879 : tensor<8xf32>
    %881 = stablehlo.add %791, %880 : tensor<8xf32>
    %882 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x32xf32>
    %883 = stablehlo.multiply %arg14, %882 : tensor<8x32xf32>
    %884 = stablehlo.add %799, %883 : tensor<8x32xf32>
    %885 = stablehlo.constant dense<9.999999776482582e-3> : tensor<32xf32>
    %886 = stablehlo.multiply %arg15, %885 : tensor<32xf32>
    %887 = stablehlo.add %807, %886 : tensor<32xf32>
    %888 = stablehlo.constant dense<9.999999776482582e-3> : tensor<32x8xf32>
    %889 = stablehlo.multiply %arg16, %888 : tensor<32x8xf32>
    %890 = stablehlo.add %815, %889 : tensor<32x8xf32>
    %891 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %892 = stablehlo.multiply %arg17, %891 : tensor<8xf32>
    %893 = stablehlo.add %823, %892 : tensor<8xf32>
    %894 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %895 = stablehlo.multiply %arg18, %894 : tensor<8xf32>
    %896 = stablehlo.add %831, %895 : tensor<8xf32>
    %897 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %898 = stablehlo.multiply %arg19, %897 : tensor<8xf32>
    %899 = stablehlo.add %839, %898 : tensor<8xf32>
    %900 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<64x8xf32>
    %901 = stablehlo.multiply %842, %900 : tensor<64x8xf32>
    %902 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %903 = stablehlo.multiply %845, %902 : tensor<4x8xf32>
    %904 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %905 = stablehlo.multiply %848, %904 : tensor<8xf32>
    %906 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %907 = stablehlo.multiply %851, %906 : tensor<8xf32>
    %908 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %909 = stablehlo.multiply %854, %908 : tensor<8x8xf32>
    %910 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %911 = stablehlo.multiply %857, %910 : tensor<8xf32>
    %912 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %913 = stablehlo.multiply %860, %912 : tensor<8x8xf32>
    %914 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %915 = stablehlo.multiply %863, %914 : tensor<8xf32>
    %916 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %917 = stablehlo.multiply %866, %916 : tensor<8x8xf32>
    %918 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %919 = stablehlo.multiply %869, %918 : tensor<8xf32>
    %920 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %921 = stablehlo.multiply %872, %920 : tensor<8x8xf32>
    %922 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %923 = stablehlo.multiply %875, %922 : tensor<8xf32>
    %924 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %925 = stablehlo.multiply %878, %924 : tensor<8xf32>
    %926 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %927 = stablehlo.multiply %881, %926 : tensor<8xf32>
    %928 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x32xf32>
    %929 = stablehlo.multiply %884, %928 : tensor<8x32xf32>
    %930 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<32xf32>
    %931 = stablehlo.multiply %887, %930 : tensor<32xf32>
    %932 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<32x8xf32>
    %933 = stablehlo.multiply %890, %932 : tensor<32x8xf32>
    %934 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %935 = stablehlo.multiply %893, %934 : tensor<8xf32>
    %936 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %937 = stablehlo.multiply %896, %936 : tensor<8xf32>
    %938 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %939 = stablehlo.multiply %899, %938 : tensor<8xf32>
    %940 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %941 = stablehlo.add %arg62, %940 : tensor<f32>
    %942 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %943 = stablehlo.minimum %941, %942 : tensor<f32>
    %944 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %945 = stablehlo.multiply %901, %944 : tensor<64x8xf32>
    %946 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %947 = stablehlo.multiply %903, %946 : tensor<4x8xf32>
    %948 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %949 = stablehlo.multiply %905, %948 : tensor<8xf32>
    %950 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %951 = stablehlo.multiply %907, %950 : tensor<8xf32>
    %952 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %953 = stablehlo.multiply %909, %952 : tensor<8x8xf32>
    %954 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %955 = stablehlo.multiply %911, %954 : tensor<8xf32>
    %956 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %957 = stablehlo.multiply %913, %956 : tensor<8x8xf32>
    %958 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %959 = stablehlo.multiply %915, %958 : tensor<8xf32>
    %960 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %961 = stablehlo.multiply %917, %960 : tensor<8x8xf32>
    %962 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %963 = stablehlo.multiply %919, %962 : tensor<8xf32>
    %964 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %965 = stablehlo.multiply %921, %964 : tensor<8x8xf32>
    %966 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %967 = stablehlo.multiply %923, %966 : tensor<8xf32>
    %968 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %969 = stablehlo.multiply %925, %968 : tensor<8xf32>
    %970 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %971 = stablehlo.multiply %927, %970 : tensor<8xf32>
    %972 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %973 = stablehlo.multiply %929, %972 : tensor<8x32xf32>
    %974 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %975 = stablehlo.multiply %931, %974 : tensor<32xf32>
    %976 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %977 = stablehlo.multiply %933, %976 : tensor<32x8xf32>
    %978 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %979 = stablehlo.multiply %935, %978 : tensor<8xf32>
    %980 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %981 = stablehlo.multiply %937, %980 : tensor<8xf32>
    %982 = stablehlo.broadcast_in_dim %943, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %983 = stablehlo.multiply %939, %982 : tensor<8xf32>
    %984 = stablehlo.add %arg0, %945 : tensor<64x8xf32>
    %985 = stablehlo.add %arg1, %947 : tensor<4x8xf32>
    %986 = stablehlo.add %arg2, %949 : tensor<8xf32>
    %987 = stablehlo.add %arg3, %951 : tensor<8xf32>
    %988 = stablehlo.add %arg4, %953 : tensor<8x8xf32>
    %989 = stablehlo.add %arg5, %955 : tensor<8xf32>
    %990 = stablehlo.add %arg6, %957 : tensor<8x8xf32>
    %991 = stablehlo.add %arg7, %959 : tensor<8xf32>
    %992 = stablehlo.add %arg8, %961 : tensor<8x8xf32>
    %993 = stablehlo.add %arg9, %963 : tensor<8xf32>
    %994 = stablehlo.add %arg10, %965 : tensor<8x8xf32>
    %995 = stablehlo.add %arg11, %967 : tensor<8xf32>
    %996 = stablehlo.add %arg12, %969 : tensor<8xf32>
    %997 = stablehlo.add %arg13, %971 : tensor<8xf32>
    %998 = stablehlo.add %arg14, %973 : tensor<8x32xf32>
    %999 = stablehlo.add %arg15, %975 : tensor<32xf32>
    %1000 = stablehlo.add %arg16, %977 : tensor<32x8xf32>
    %1001 = stablehlo.add %arg17, %979 : tensor<8xf32>
    %1002 = stablehlo.add %arg18, %981 : tensor<8xf32>
    %1003 = stablehlo.add %arg19, %983 : tensor<8xf32>
    return %984, %985, %986, %987, %988, %989, %990, %991, %992, %993, %994, %995, %996, %997, %998, %999, %1000, %1001, %1002, %1003, %452, %457, %462, %467, %472, %477, %482, %487, %492, %497, %502, %507, %512, %517, %522, %527, %532, %537, %542, %547, %553, %559, %565, %571, %577, %583, %589, %595, %601, %607, %613, %619, %625, %631, %637, %643, %649, %655, %661, %667, %671, %675, %943, %323 : tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
