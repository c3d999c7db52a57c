module @trainStep_stage0 attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=1]>
  func.func public @main(%arg0: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x8xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<8xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x8xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<8xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x8xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<8xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<8x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x32xf32> loc("state.params.blocks[0].feedForward.up.w"), %arg15: tensor<32xf32> loc("state.params.blocks[0].feedForward.up.b"), %arg16: tensor<32x8xf32> loc("state.params.blocks[0].feedForward.down.w"), %arg17: tensor<8xf32> loc("state.params.blocks[0].feedForward.down.b"), %arg18: tensor<64x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg19: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg20: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg21: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg22: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg23: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg24: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg25: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg26: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg27: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg28: tensor<8x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg29: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg30: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg32: tensor<8x32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.w"), %arg33: tensor<32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.b"), %arg34: tensor<32x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.w"), %arg35: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.b"), %arg36: tensor<64x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg37: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg38: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg39: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg40: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg41: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg42: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg43: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg44: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg45: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg46: tensor<8x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg47: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg48: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg49: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg50: tensor<8x32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.w"), %arg51: tensor<32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.b"), %arg52: tensor<32x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.w"), %arg53: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.b"), %arg54: tensor<2x4xi32> loc("tokens"), %arg55: tensor<2x4x8xf32> loc("add.199"), %arg56: tensor<64x8xf32> loc("dot_general.318"), %arg57: tensor<f32> loc("reduce.358"), %arg58: tensor<f32> loc("reduce.360"), %arg59: tensor<f32> loc("reduce.362"), %arg60: tensor<8xf32> loc("reduce.200"), %arg61: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg62: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg63: tensor<f32> loc("state.optimizer[2].share")) -> (tensor<64x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.b"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.b"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<8x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.w"}, tensor<32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.b"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.b"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = "stablehlo.gather"(%arg0, %arg54) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<64x8xf32>, tensor<2x4xi32>) -> tensor<2x4x8xf32>
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
    %131 = stablehlo.dot_general %arg55, %arg16, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<32x8xf32>) -> tensor<2x4x32xf32>
    %132 = stablehlo.multiply %131, %125 : tensor<2x4x32xf32> loc("gelu")
    %133 = stablehlo.multiply %96, %131 : tensor<2x4x32xf32> loc("gelu")
    %134 = stablehlo.multiply %133, %109 : tensor<2x4x32xf32> loc("gelu")
    %135 = stablehlo.multiply %134, %119 : tensor<2x4x32xf32> loc("gelu")
    %136 = stablehlo.multiply %115, %134 : tensor<2x4x32xf32> loc("gelu")
    %137 = stablehlo.multiply %121, %136 : tensor<2x4x32xf32> loc("gelu")
    %138 = stablehlo.add %135, %137 : tensor<2x4x32xf32> loc("gelu")
    %139 = stablehlo.multiply %113, %138 : tensor<2x4x32xf32> loc("gelu")
    %140 = stablehlo.constant dense<2.0e+0> : tensor<2x4x32xf32>
    %141 = stablehlo.multiply %139, %140 : tensor<2x4x32xf32> loc("gelu")
    %142 = stablehlo.multiply %141, %109 : tensor<2x4x32xf32> loc("gelu")
    %143 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x4x32xf32>
    %144 = stablehlo.multiply %142, %143 : tensor<2x4x32xf32> loc("gelu")
    %145 = stablehlo.multiply %144, %101 : tensor<2x4x32xf32> loc("gelu")
    %146 = stablehlo.multiply %94, %144 : tensor<2x4x32xf32> loc("gelu")
    %147 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x4x32xf32>
    %148 = stablehlo.multiply %146, %147 : tensor<2x4x32xf32> loc("gelu")
    %149 = stablehlo.multiply %148, %94 : tensor<2x4x32xf32> loc("gelu")
    %150 = stablehlo.add %145, %149 : tensor<2x4x32xf32> loc("gelu")
    %151 = stablehlo.add %150, %149 : tensor<2x4x32xf32> loc("gelu")
    %152 = stablehlo.constant dense<5.0e-1> : tensor<2x4x32xf32>
    %153 = stablehlo.multiply %132, %152 : tensor<2x4x32xf32> loc("gelu")
    %154 = stablehlo.add %151, %153 : tensor<2x4x32xf32> loc("gelu")
    %155 = stablehlo.reduce(%154 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x32xf32>, tensor<f32>) -> tensor<32xf32>
    %156 = stablehlo.dot_general %154, %arg14, contracting_dims = [2] x [1] : (tensor<2x4x32xf32>, tensor<8x32xf32>) -> tensor<2x4x8xf32>
    %157 = stablehlo.reduce(%156 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %158 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %159 = stablehlo.multiply %156, %158 : tensor<2x4x8xf32>
    %160 = stablehlo.broadcast_in_dim %83, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %161 = stablehlo.multiply %159, %160 : tensor<2x4x8xf32>
    %162 = stablehlo.multiply %72, %159 : tensor<2x4x8xf32>
    %163 = stablehlo.reduce(%162 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %164 = stablehlo.multiply %85, %163 : tensor<2x4xf32>
    %165 = stablehlo.divide %164, %81 : tensor<2x4xf32>
    %166 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %167 = stablehlo.multiply %165, %166 : tensor<2x4xf32>
    %168 = stablehlo.broadcast_in_dim %167, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %169 = stablehlo.multiply %168, %72 : tensor<2x4x8xf32>
    %170 = stablehlo.add %161, %169 : tensor<2x4x8xf32>
    %171 = stablehlo.add %170, %169 : tensor<2x4x8xf32>
    %172 = stablehlo.reduce(%171 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %173 = stablehlo.add %arg55, %171 : tensor<2x4x8xf32>
    %174 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %175 = stablehlo.multiply %172, %174 : tensor<2x4xf32>
    %176 = stablehlo.broadcast_in_dim %175, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %177 = stablehlo.add %173, %176 : tensor<2x4x8xf32>
    %178 = stablehlo.reduce(%177 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %179 = stablehlo.dot_general %177, %arg10, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %180 = stablehlo.reshape %179 : (tensor<2x4x8xf32>) -> tensor<2x4x2x4xf32>
    %181 = stablehlo.dot_general %180, %38, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x2x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %182 = stablehlo.broadcast_in_dim %56, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %183 = stablehlo.multiply %181, %182 : tensor<2x2x4x4xf32>
    %184 = stablehlo.multiply %53, %181 : tensor<2x2x4x4xf32>
    %185 = stablehlo.reduce(%184 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x2x4x4xf32>, tensor<f32>) -> tensor<2x2x4xf32>
    %186 = stablehlo.multiply %58, %185 : tensor<2x2x4xf32>
    %187 = stablehlo.broadcast_in_dim %186, dims = [0, 1, 2] : (tensor<2x2x4xf32>) -> tensor<2x2x4x4xf32>
    %188 = stablehlo.add %183, %187 : tensor<2x2x4x4xf32>
    %189 = stablehlo.multiply %53, %188 : tensor<2x2x4x4xf32>
    %190 = stablehlo.broadcast_in_dim %46, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x2x4x4xi1>
    %191 = stablehlo.constant dense<0.0e+0> : tensor<2x2x4x4xf32>
    %192 = stablehlo.select %190, %189, %191 : tensor<2x2x4x4xi1>, tensor<2x2x4x4xf32>
    %193 = stablehlo.constant dense<5.0e-1> : tensor<2x2x4x4xf32>
    %194 = stablehlo.multiply %192, %193 : tensor<2x2x4x4xf32>
    %195 = stablehlo.dot_general %194, %34, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %196 = stablehlo.transpose %195, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %197 = stablehlo.reshape %196 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %198 = stablehlo.reduce(%197 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %199 = stablehlo.dot_general %197, %arg4, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %200 = stablehlo.dot_general %26, %197, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %201 = stablehlo.dot_general %194, %30, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %202 = stablehlo.transpose %201, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %203 = stablehlo.reshape %202 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %204 = stablehlo.reduce(%203 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %205 = stablehlo.dot_general %203, %arg6, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %206 = stablehlo.add %199, %205 : tensor<2x4x8xf32>
    %207 = stablehlo.dot_general %26, %203, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %208 = stablehlo.dot_general %60, %180, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x2x4x4xf32>, tensor<2x4x2x4xf32>) -> tensor<2x2x4x4xf32>
    %209 = stablehlo.transpose %208, dims = [0, 2, 1, 3] : (tensor<2x2x4x4xf32>) -> tensor<2x4x2x4xf32>
    %210 = stablehlo.reshape %209 : (tensor<2x4x2x4xf32>) -> tensor<2x4x8xf32>
    %211 = stablehlo.reduce(%210 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %212 = stablehlo.dot_general %210, %arg8, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<8x8xf32>) -> tensor<2x4x8xf32>
    %213 = stablehlo.add %206, %212 : tensor<2x4x8xf32>
    %214 = stablehlo.reduce(%213 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %215 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %216 = stablehlo.multiply %213, %215 : tensor<2x4x8xf32>
    %217 = stablehlo.broadcast_in_dim %18, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %218 = stablehlo.multiply %216, %217 : tensor<2x4x8xf32>
    %219 = stablehlo.multiply %7, %216 : tensor<2x4x8xf32>
    %220 = stablehlo.reduce(%219 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %221 = stablehlo.multiply %20, %220 : tensor<2x4xf32>
    %222 = stablehlo.divide %221, %16 : tensor<2x4xf32>
    %223 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %224 = stablehlo.multiply %222, %223 : tensor<2x4xf32>
    %225 = stablehlo.broadcast_in_dim %224, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %226 = stablehlo.multiply %225, %7 : tensor<2x4x8xf32>
    %227 = stablehlo.add %218, %226 : tensor<2x4x8xf32>
    %228 = stablehlo.add %227, %226 : tensor<2x4x8xf32>
    %229 = stablehlo.reduce(%228 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %230 = stablehlo.add %177, %228 : tensor<2x4x8xf32>
    %231 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %232 = stablehlo.multiply %229, %231 : tensor<2x4xf32>
    %233 = stablehlo.broadcast_in_dim %232, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %234 = stablehlo.add %230, %233 : tensor<2x4x8xf32>
    %235 = stablehlo.reduce(%234 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %236 = stablehlo.constant dense<0.0e+0> : tensor<64x8xf32>
    %237 = "stablehlo.scatter"(%236, %arg54, %234) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>, tensor<2x4xi32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %238 = stablehlo.multiply %22, %213 : tensor<2x4x8xf32>
    %239 = stablehlo.reduce(%238 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %240 = stablehlo.dot_general %26, %210, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %241 = stablehlo.dot_general %63, %177, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<8x8xf32>
    %242 = stablehlo.multiply %87, %156 : tensor<2x4x8xf32>
    %243 = stablehlo.reduce(%242 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %244 = stablehlo.dot_general %91, %154, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x32xf32>) -> tensor<8x32xf32>
    %245 = stablehlo.dot_general %126, %arg55, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x32xf32>, tensor<2x4x8xf32>) -> tensor<32x8xf32>
    %246 = stablehlo.add %237, %arg56 : tensor<64x8xf32>
    %247 = stablehlo.multiply %246, %246 : tensor<64x8xf32>
    %248 = stablehlo.reduce(%247 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x8xf32>, tensor<f32>) -> tensor<f32>
    %249 = stablehlo.multiply %235, %235 : tensor<4x8xf32>
    %250 = stablehlo.reduce(%249 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %251 = stablehlo.multiply %239, %239 : tensor<8xf32>
    %252 = stablehlo.reduce(%251 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %253 = stablehlo.multiply %214, %214 : tensor<8xf32>
    %254 = stablehlo.reduce(%253 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %255 = stablehlo.multiply %200, %200 : tensor<8x8xf32>
    %256 = stablehlo.reduce(%255 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %257 = stablehlo.multiply %198, %198 : tensor<8xf32>
    %258 = stablehlo.reduce(%257 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %259 = stablehlo.multiply %207, %207 : tensor<8x8xf32>
    %260 = stablehlo.reduce(%259 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %261 = stablehlo.multiply %204, %204 : tensor<8xf32>
    %262 = stablehlo.reduce(%261 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %263 = stablehlo.multiply %240, %240 : tensor<8x8xf32>
    %264 = stablehlo.reduce(%263 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %265 = stablehlo.multiply %211, %211 : tensor<8xf32>
    %266 = stablehlo.reduce(%265 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %267 = stablehlo.multiply %241, %241 : tensor<8x8xf32>
    %268 = stablehlo.reduce(%267 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x8xf32>, tensor<f32>) -> tensor<f32>
    %269 = stablehlo.multiply %178, %178 : tensor<8xf32>
    %270 = stablehlo.reduce(%269 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %271 = stablehlo.multiply %243, %243 : tensor<8xf32>
    %272 = stablehlo.reduce(%271 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %273 = stablehlo.multiply %157, %157 : tensor<8xf32>
    %274 = stablehlo.reduce(%273 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %275 = stablehlo.multiply %244, %244 : tensor<8x32xf32>
    %276 = stablehlo.reduce(%275 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x32xf32>, tensor<f32>) -> tensor<f32>
    %277 = stablehlo.multiply %155, %155 : tensor<32xf32>
    %278 = stablehlo.reduce(%277 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<32xf32>, tensor<f32>) -> tensor<f32>
    %279 = stablehlo.multiply %245, %245 : tensor<32x8xf32>
    %280 = stablehlo.reduce(%279 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<32x8xf32>, tensor<f32>) -> tensor<f32>
    %281 = stablehlo.add %248, %250 : tensor<f32>
    %282 = stablehlo.add %281, %252 : tensor<f32>
    %283 = stablehlo.add %282, %254 : tensor<f32>
    %284 = stablehlo.add %283, %256 : tensor<f32>
    %285 = stablehlo.add %284, %258 : tensor<f32>
    %286 = stablehlo.add %285, %260 : tensor<f32>
    %287 = stablehlo.add %286, %262 : tensor<f32>
    %288 = stablehlo.add %287, %264 : tensor<f32>
    %289 = stablehlo.add %288, %266 : tensor<f32>
    %290 = stablehlo.add %289, %268 : tensor<f32>
    %291 = stablehlo.add %290, %270 : tensor<f32>
    %292 = stablehlo.add %291, %272 : tensor<f32>
    %293 = stablehlo.add %292, %274 : tensor<f32>
    %294 = stablehlo.add %293, %276 : tensor<f32>
    %295 = stablehlo.add %294, %278 : tensor<f32>
    %296 = stablehlo.add %295, %280 : tensor<f32>
    %297 = stablehlo.add %296, %arg57 : tensor<f32>
    %298 = stablehlo.add %297, %arg58 : tensor<f32>
    %299 = stablehlo.add %298, %arg59 : tensor<f32>
    %300 = stablehlo.sqrt %299 : tensor<f32>
    %301 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %302 = stablehlo.divide %301, %300 : tensor<f32>
    %303 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %304 = stablehlo.minimum %302, %303 : tensor<f32>
    %305 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %306 = stablehlo.multiply %246, %305 : tensor<64x8xf32>
    %307 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %308 = stablehlo.multiply %235, %307 : tensor<4x8xf32>
    %309 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %310 = stablehlo.multiply %239, %309 : tensor<8xf32>
    %311 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %312 = stablehlo.multiply %214, %311 : tensor<8xf32>
    %313 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %314 = stablehlo.multiply %200, %313 : tensor<8x8xf32>
    %315 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %316 = stablehlo.multiply %198, %315 : tensor<8xf32>
    %317 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %318 = stablehlo.multiply %207, %317 : tensor<8x8xf32>
    %319 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %320 = stablehlo.multiply %204, %319 : tensor<8xf32>
    %321 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %322 = stablehlo.multiply %240, %321 : tensor<8x8xf32>
    %323 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %324 = stablehlo.multiply %211, %323 : tensor<8xf32>
    %325 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %326 = stablehlo.multiply %241, %325 : tensor<8x8xf32>
    %327 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %328 = stablehlo.multiply %178, %327 : tensor<8xf32>
    %329 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %330 = stablehlo.multiply %243, %329 : tensor<8xf32>
    %331 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %332 = stablehlo.multiply %157, %331 : tensor<8xf32>
    %333 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %334 = stablehlo.multiply %244, %333 : tensor<8x32xf32>
    %335 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %336 = stablehlo.multiply %155, %335 : tensor<32xf32>
    %337 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %338 = stablehlo.multiply %245, %337 : tensor<32x8xf32>
    %339 = stablehlo.broadcast_in_dim %304, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %340 = stablehlo.multiply %arg60, %339 : tensor<8xf32>
    %341 = stablehlo.constant dense<8.999999761581421e-1> : tensor<64x8xf32>
    %342 = stablehlo.multiply %arg18, %341 : tensor<64x8xf32>
    %343 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<64x8xf32>
    %344 = stablehlo.multiply %306, %343 : tensor<64x8xf32>
    %345 = stablehlo.add %342, %344 : tensor<64x8xf32>
    %346 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %347 = stablehlo.multiply %arg19, %346 : tensor<4x8xf32>
    %348 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %349 = stablehlo.multiply %308, %348 : tensor<4x8xf32>
    %350 = stablehlo.add %347, %349 : tensor<4x8xf32>
    %351 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %352 = stablehlo.multiply %arg20, %351 : tensor<8xf32>
    %353 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %354 = stablehlo.multiply %310, %353 : tensor<8xf32>
    %355 = stablehlo.add %352, %354 : tensor<8xf32>
    %356 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %357 = stablehlo.multiply %arg21, %356 : tensor<8xf32>
    %358 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %359 = stablehlo.multiply %312, %358 : tensor<8xf32>
    %360 = stablehlo.add %357, %359 : tensor<8xf32>
    %361 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %362 = stablehlo.multiply %arg22, %361 : tensor<8x8xf32>
    %363 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %364 = stablehlo.multiply %314, %363 : tensor<8x8xf32>
    %365 = stablehlo.add %362, %364 : tensor<8x8xf32>
    %366 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %367 = stablehlo.multiply %arg23, %366 : tensor<8xf32>
    %368 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %369 = stablehlo.multiply %316, %368 : tensor<8xf32>
    %370 = stablehlo.add %367, %369 : tensor<8xf32>
    %371 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %372 = stablehlo.multiply %arg24, %371 : tensor<8x8xf32>
    %373 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %374 = stablehlo.multiply %318, %373 : tensor<8x8xf32>
    %375 = stablehlo.add %372, %374 : tensor<8x8xf32>
    %376 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %377 = stablehlo.multiply %arg25, %376 : tensor<8xf32>
    %378 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %379 = stablehlo.multiply %320, %378 : tensor<8xf32>
    %380 = stablehlo.add %377, %379 : tensor<8xf32>
    %381 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %382 = stablehlo.multiply %arg26, %381 : tensor<8x8xf32>
    %383 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %384 = stablehlo.multiply %322, %383 : tensor<8x8xf32>
    %385 = stablehlo.add %382, %384 : tensor<8x8xf32>
    %386 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %387 = stablehlo.multiply %arg27, %386 : tensor<8xf32>
    %388 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %389 = stablehlo.multiply %324, %388 : tensor<8xf32>
    %390 = stablehlo.add %387, %389 : tensor<8xf32>
    %391 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x8xf32>
    %392 = stablehlo.multiply %arg28, %391 : tensor<8x8xf32>
    %393 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x8xf32>
    %394 = stablehlo.multiply %326, %393 : tensor<8x8xf32>
    %395 = stablehlo.add %392, %394 : tensor<8x8xf32>
    %396 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %397 = stablehlo.multiply %arg29, %396 : tensor<8xf32>
    %398 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %399 = stablehlo.multiply %328, %398 : tensor<8xf32>
    %400 = stablehlo.add %397, %399 : tensor<8xf32>
    %401 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %402 = stablehlo.multiply %arg30, %401 : tensor<8xf32>
    %403 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %404 = stablehlo.multiply %330, %403 : tensor<8xf32>
    %405 = stablehlo.add %402, %404 : tensor<8xf32>
    %406 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %407 = stablehlo.multiply %arg31, %406 : tensor<8xf32>
    %408 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %409 = stablehlo.multiply %332, %408 : tensor<8xf32>
    %410 = stablehlo.add %407, %409 : tensor<8xf32>
    %411 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x32xf32>
    %412 = stablehlo.multiply %arg32, %411 : tensor<8x32xf32>
    %413 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x32xf32>
    %414 = stablehlo.multiply %334, %413 : tensor<8x32xf32>
    %415 = stablehlo.add %412, %414 : tensor<8x32xf32>
    %416 = stablehlo.constant dense<8.999999761581421e-1> : tensor<32xf32>
    %417 = stablehlo.multiply %arg33, %416 : tensor<32xf32>
    %418 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<32xf32>
    %419 = stablehlo.multiply %336, %418 : tensor<32xf32>
    %420 = stablehlo.add %417, %419 : tensor<32xf32>
    %421 = stablehlo.constant dense<8.999999761581421e-1> : tensor<32x8xf32>
    %422 = stablehlo.multiply %arg34, %421 : tensor<32x8xf32>
    %423 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<32x8xf32>
    %424 = stablehlo.multiply %338, %423 : tensor<32x8xf32>
    %425 = stablehlo.add %422, %424 : tensor<32x8xf32>
    %426 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %427 = stablehlo.multiply %arg35, %426 : tensor<8xf32>
    %428 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %429 = stablehlo.multiply %340, %428 : tensor<8xf32>
    %430 = stablehlo.add %427, %429 : tensor<8xf32>
    %431 = stablehlo.multiply %306, %306 : tensor<64x8xf32>
    %432 = stablehlo.constant dense<9.990000128746033e-1> : tensor<64x8xf32>
    %433 = stablehlo.multiply %arg36, %432 : tensor<64x8xf32>
    %434 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<64x8xf32>
    %435 = stablehlo.multiply %431, %434 : tensor<64x8xf32>
    %436 = stablehlo.add %433, %435 : tensor<64x8xf32>
    %437 = stablehlo.multiply %308, %308 : tensor<4x8xf32>
    %438 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %439 = stablehlo.multiply %arg37, %438 : tensor<4x8xf32>
    %440 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %441 = stablehlo.multiply %437, %440 : tensor<4x8xf32>
    %442 = stablehlo.add %439, %441 : tensor<4x8xf32>
    %443 = stablehlo.multiply %310, %310 : tensor<8xf32>
    %444 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %445 = stablehlo.multiply %arg38, %444 : tensor<8xf32>
    %446 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %447 = stablehlo.multiply %443, %446 : tensor<8xf32>
    %448 = stablehlo.add %445, %447 : tensor<8xf32>
    %449 = stablehlo.multiply %312, %312 : tensor<8xf32>
    %450 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %451 = stablehlo.multiply %arg39, %450 : tensor<8xf32>
    %452 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %453 = stablehlo.multiply %449, %452 : tensor<8xf32>
    %454 = stablehlo.add %451, %453 : tensor<8xf32>
    %455 = stablehlo.multiply %314, %314 : tensor<8x8xf32>
    %456 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %457 = stablehlo.multiply %arg40, %456 : tensor<8x8xf32>
    %458 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %459 = stablehlo.multiply %455, %458 : tensor<8x8xf32>
    %460 = stablehlo.add %457, %459 : tensor<8x8xf32>
    %461 = stablehlo.multiply %316, %316 : tensor<8xf32>
    %462 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %463 = stablehlo.multiply %arg41, %462 : tensor<8xf32>
    %464 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %465 = stablehlo.multiply %461, %464 : tensor<8xf32>
    %466 = stablehlo.add %463, %465 : tensor<8xf32>
    %467 = stablehlo.multiply %318, %318 : tensor<8x8xf32>
    %468 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %469 = stablehlo.multiply %arg42, %468 : tensor<8x8xf32>
    %470 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %471 = stablehlo.multiply %467, %470 : tensor<8x8xf32>
    %472 = stablehlo.add %469, %471 : tensor<8x8xf32>
    %473 = stablehlo.multiply %320, %320 : tensor<8xf32>
    %474 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %475 = stablehlo.multiply %arg43, %474 : tensor<8xf32>
    %476 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %477 = stablehlo.multiply %473, %476 : tensor<8xf32>
    %478 = stablehlo.add %475, %477 : tensor<8xf32>
    %479 = stablehlo.multiply %322, %322 : tensor<8x8xf32>
    %480 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %481 = stablehlo.multiply %arg44, %480 : tensor<8x8xf32>
    %482 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %483 = stablehlo.multiply %479, %482 : tensor<8x8xf32>
    %484 = stablehlo.add %481, %483 : tensor<8x8xf32>
    %485 = stablehlo.multiply %324, %324 : tensor<8xf32>
    %486 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %487 = stablehlo.multiply %arg45, %486 : tensor<8xf32>
    %488 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %489 = stablehlo.multiply %485, %488 : tensor<8xf32>
    %490 = stablehlo.add %487, %489 : tensor<8xf32>
    %491 = stablehlo.multiply %326, %326 : tensor<8x8xf32>
    %492 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x8xf32>
    %493 = stablehlo.multiply %arg46, %492 : tensor<8x8xf32>
    %494 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x8xf32>
    %495 = stablehlo.multiply %491, %494 : tensor<8x8xf32>
    %496 = stablehlo.add %493, %495 : tensor<8x8xf32>
    %497 = stablehlo.multiply %328, %328 : tensor<8xf32>
    %498 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %499 = stablehlo.multiply %arg47, %498 : tensor<8xf32>
    %500 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %501 = stablehlo.multiply %497, %500 : tensor<8xf32>
    %502 = stablehlo.add %499, %501 : tensor<8xf32>
    %503 = stablehlo.multiply %330, %330 : tensor<8xf32>
    %504 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %505 = stablehlo.multiply %arg48, %504 : tensor<8xf32>
    %506 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %507 = stablehlo.multiply %503, %506 : tensor<8xf32>
    %508 = stablehlo.add %505, %507 : tensor<8xf32>
    %509 = stablehlo.multiply %332, %332 : tensor<8xf32>
    %510 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %511 = stablehlo.multiply %arg49, %510 : tensor<8xf32>
    %512 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %513 = stablehlo.multiply %509, %512 : tensor<8xf32>
    %514 = stablehlo.add %511, %513 : tensor<8xf32>
    %515 = stablehlo.multiply %334, %334 : tensor<8x32xf32>
    %516 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x32xf32>
    %517 = stablehlo.multiply %arg50, %516 : tensor<8x32xf32>
    %518 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x32xf32>
    %519 = stablehlo.multiply %515, %518 : tensor<8x32xf32>
    %520 = stablehlo.add %517, %519 : tensor<8x32xf32>
    %521 = stablehlo.multiply %336, %336 : tensor<32xf32>
    %522 = stablehlo.constant dense<9.990000128746033e-1> : tensor<32xf32>
    %523 = stablehlo.multiply %arg51, %522 : tensor<32xf32>
    %524 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<32xf32>
    %525 = stablehlo.multiply %521, %524 : tensor<32xf32>
    %526 = stablehlo.add %523, %525 : tensor<32xf32>
    %527 = stablehlo.multiply %338, %338 : tensor<32x8xf32>
    %528 = stablehlo.constant dense<9.990000128746033e-1> : tensor<32x8xf32>
    %529 = stablehlo.multiply %arg52, %528 : tensor<32x8xf32>
    %530 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<32x8xf32>
    %531 = stablehlo.multiply %527, %530 : tensor<32x8xf32>
    %532 = stablehlo.add %529, %531 : tensor<32x8xf32>
    %533 = stablehlo.multiply %340, %340 : tensor<8xf32>
    %534 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %535 = stablehlo.multiply %arg53, %534 : tensor<8xf32>
    %536 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %537 = stablehlo.multiply %533, %536 : tensor<8xf32>
    %538 = stablehlo.add %535, %537 : tensor<8xf32>
    %539 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %540 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %541 = stablehlo.multiply %arg61, %540 : tensor<f32>
    %542 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %543 = stablehlo.add %541, %542 : tensor<f32>
    %544 = stablehlo.divide %539, %543 : tensor<f32>
    %545 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %546 = stablehlo.multiply %345, %545 : tensor<64x8xf32>
    %547 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %548 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %549 = stablehlo.multiply %arg62, %548 : tensor<f32>
    %550 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %551 = stablehlo.add %549, %550 : tensor<f32>
    %552 = stablehlo.divide %547, %551 : tensor<f32>
    %553 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %554 = stablehlo.multiply %436, %553 : tensor<64x8xf32>
    %555 = stablehlo.sqrt %554 : tensor<64x8xf32>
    %556 = stablehlo.constant dense<9.99999993922529e-9> : tensor<64x8xf32>
    %557 = stablehlo.add %555, %556 : tensor<64x8xf32>
    %558 = stablehlo.divide %546, %557 : tensor<64x8xf32>
    %559 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %560 = stablehlo.multiply %350, %559 : tensor<4x8xf32>
    %561 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %562 = stablehlo.multiply %442, %561 : tensor<4x8xf32>
    %563 = stablehlo.sqrt %562 : tensor<4x8xf32>
    %564 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %565 = stablehlo.add %563, %564 : tensor<4x8xf32>
    %566 = stablehlo.divide %560, %565 : tensor<4x8xf32>
    %567 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %568 = stablehlo.multiply %355, %567 : tensor<8xf32>
    %569 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %570 = stablehlo.multiply %448, %569 : tensor<8xf32>
    %571 = stablehlo.sqrt %570 : tensor<8xf32>
    %572 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %573 = stablehlo.add %571, %572 : tensor<8xf32>
    %574 = stablehlo.divide %568, %573 : tensor<8xf32>
    %575 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %576 = stablehlo.multiply %360, %575 : tensor<8xf32>
    %577 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %578 = stablehlo.multiply %454, %577 : tensor<8xf32>
    %579 = stablehlo.sqrt %578 : tensor<8xf32>
    %580 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %581 = stablehlo.add %579, %580 : tensor<8xf32>
    %582 = stablehlo.divide %576, %581 : tensor<8xf32>
    %583 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %584 = stablehlo.multiply %365, %583 : tensor<8x8xf32>
    %585 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %586 = stablehlo.multiply %460, %585 : tensor<8x8xf32>
    %587 = stablehlo.sqrt %586 : tensor<8x8xf32>
    %588 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %589 = stablehlo.add %587, %588 : tensor<8x8xf32>
    %590 = stablehlo.divide %584, %589 : tensor<8x8xf32>
    %591 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %592 = stablehlo.multiply %370, %591 : tensor<8xf32>
    %593 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %594 = stablehlo.multiply %466, %593 : tensor<8xf32>
    %595 = stablehlo.sqrt %594 : tensor<8xf32>
    %596 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %597 = stablehlo.add %595, %596 : tensor<8xf32>
    %598 = stablehlo.divide %592, %597 : tensor<8xf32>
    %599 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %600 = stablehlo.multiply %375, %599 : tensor<8x8xf32>
    %601 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %602 = stablehlo.multiply %472, %601 : tensor<8x8xf32>
    %603 = stablehlo.sqrt %602 : tensor<8x8xf32>
    %604 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %605 = stablehlo.add %603, %604 : tensor<8x8xf32>
    %606 = stablehlo.divide %600, %605 : tensor<8x8xf32>
    %607 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %608 = stablehlo.multiply %380, %607 : tensor<8xf32>
    %609 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %610 = stablehlo.multiply %478, %609 : tensor<8xf32>
    %611 = stablehlo.sqrt %610 : tensor<8xf32>
    %612 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %613 = stablehlo.add %611, %612 : tensor<8xf32>
    %614 = stablehlo.divide %608, %613 : tensor<8xf32>
    %615 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %616 = stablehlo.multiply %385, %615 : tensor<8x8xf32>
    %617 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %618 = stablehlo.multiply %484, %617 : tensor<8x8xf32>
    %619 = stablehlo.sqrt %618 : tensor<8x8xf32>
    %620 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %621 = stablehlo.add %619, %620 : tensor<8x8xf32>
    %622 = stablehlo.divide %616, %621 : tensor<8x8xf32>
    %623 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %624 = stablehlo.multiply %390, %623 : tensor<8xf32>
    %625 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %626 = stablehlo.multiply %490, %625 : tensor<8xf32>
    %627 = stablehlo.sqrt %626 : tensor<8xf32>
    %628 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %629 = stablehlo.add %627, %628 : tensor<8xf32>
    %630 = stablehlo.divide %624, %629 : tensor<8xf32>
    %631 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %632 = stablehlo.multiply %395, %631 : tensor<8x8xf32>
    %633 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %634 = stablehlo.multiply %496, %633 : tensor<8x8xf32>
    %635 = stablehlo.sqrt %634 : tensor<8x8xf32>
    %636 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x8xf32>
    %637 = stablehlo.add %635, %636 : tensor<8x8xf32>
    %638 = stablehlo.divide %632, %637 : tensor<8x8xf32>
    %639 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %640 = stablehlo.multiply %400, %639 : tensor<8xf32>
    %641 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %642 = stablehlo.multiply %502, %641 : tensor<8xf32>
    %643 = stablehlo.sqrt %642 : tensor<8xf32>
    %644 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %645 = stablehlo.add %643, %644 : tensor<8xf32>
    %646 = stablehlo.divide %640, %645 : tensor<8xf32>
    %647 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %648 = stablehlo.multiply %405, %647 : tensor<8xf32>
    %649 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %650 = stablehlo.multiply %508, %649 : tensor<8xf32>
    %651 = stablehlo.sqrt %650 : tensor<8xf32>
    %652 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %653 = stablehlo.add %651, %652 : tensor<8xf32>
    %654 = stablehlo.divide %648, %653 : tensor<8xf32>
    %655 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %656 = stablehlo.multiply %410, %655 : tensor<8xf32>
    %657 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %658 = stablehlo.multiply %514, %657 : tensor<8xf32>
    %659 = stablehlo.sqrt %658 : tensor<8xf32>
    %660 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %661 = stablehlo.add %659, %660 : tensor<8xf32>
    %662 = stablehlo.divide %656, %661 : tensor<8xf32>
    %663 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %664 = stablehlo.multiply %415, %663 : tensor<8x32xf32>
    %665 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %666 = stablehlo.multiply %520, %665 : tensor<8x32xf32>
    %667 = stablehlo.sqrt %666 : tensor<8x32xf32>
    %668 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x32xf32>
    %669 = stablehlo.add %667, %668 : tensor<8x32xf32>
    %670 = stablehlo.divide %664, %669 : tensor<8x32xf32>
    %671 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %672 = stablehlo.multiply %420, %671 : tensor<32xf32>
    %673 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %674 = stablehlo.multiply %526, %673 : tensor<32xf32>
    %675 = stablehlo.sqrt %674 : tensor<32xf32>
    %676 = stablehlo.constant dense<9.99999993922529e-9> : tensor<32xf32>
    %677 = stablehlo.add %675, %676 : tensor<32xf32>
    %678 = stablehlo.divide %672, %677 : tensor<32xf32>
    %679 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %680 = stablehlo.multiply %425, %679 : tensor<32x8xf32>
    %681 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %682 = stablehlo.multiply %532, %681 : tensor<32x8xf32>
    %683 = stablehlo.sqrt %682 : tensor<32x8xf32>
    %684 = stablehlo.constant dense<9.99999993922529e-9> : tensor<32x8xf32>
    %685 = stablehlo.add %683, %684 : tensor<32x8xf32>
    %686 = stablehlo.divide %680, %685 : tensor<32x8xf32>
    %687 = stablehlo.broadcast_in_dim %544, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %688 = stablehlo.multiply %430, %687 : tensor<8xf32>
    %689 = stablehlo.broadcast_in_dim %552, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %690 = stablehlo.multiply %538, %689 : tensor<8xf32>
    %691 = stablehlo.sqrt %690 : tensor<8xf32>
    %692 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %693 = stablehlo.add %691, %692 : tensor<8xf32>
    %694 = stablehlo.divide %688, %693 : tensor<8xf32>
    %695 = stablehlo.constant dense<9.999999776482582e-3> : tensor<64x8xf32>
    %696 = stablehlo.multiply %arg0, %695 : tensor<64x8xf32>
    %697 = stablehlo.add %558, %696 : tensor<64x8xf32>
    %698 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %699 = stablehlo.multiply %arg1, %698 : tensor<4x8xf32>
    %700 = stablehlo.add %566, %699 : tensor<4x8xf32>
    %701 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %702 = stablehlo.multiply %arg2, %701 : tensor<8xf32>
    %703 = stablehlo.add %574, %702 : tensor<8xf32>
    %704 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %705 = stablehlo.multiply %arg3, %704 : tensor<8xf32>
    %706 = stablehlo.add %582, %705 : tensor<8xf32>
    %707 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %708 = stablehlo.multiply %arg4, %707 : tensor<8x8xf32>
    %709 = stablehlo.add %590, %708 : tensor<8x8xf32>
    %710 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %711 = stablehlo.multiply %arg5, %710 : tensor<8xf32>
    %712 = stablehlo.add %598, %711 : tensor<8xf32>
    %713 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %714 = stablehlo.multiply %arg6, %713 : tensor<8x8xf32>
    %715 = stablehlo.add %606, %714 : tensor<8x8xf32>
    %716 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %717 = stablehlo.multiply %arg7, %716 : tensor<8xf32>
    %718 = stablehlo.add %614, %717 : tensor<8xf32>
    %719 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %720 = stablehlo.multiply %arg8, %719 : tensor<8x8xf32>
    %721 = stablehlo.add %622, %720 : tensor<8x8xf32>
    %722 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %723 = stablehlo.multiply %arg9, %722 : tensor<8xf32>
    %724 = stablehlo.add %630, %723 : tensor<8xf32>
    %725 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x8xf32>
    %726 = stablehlo.multiply %arg10, %725 : tensor<8x8xf32>
    %727 = stablehlo.add %638, %726 : tensor<8x8xf32>
    %728 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %729 = stablehlo.multiply %arg11, %728 : tensor<8xf32>
    %730 = stablehlo.add %646, %729 : tensor<8xf32>
    %731 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %732 = stablehlo.multiply %arg12, %731 : tensor<8xf32>
    %733 = stablehlo.add %654, %732 : tensor<8xf32>
    %734 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %735 = stablehlo.multiply %arg13, %734 : tensor<8xf32>
    %736 = stablehlo.add %662, %735 : tensor<8xf32>
    %737 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x32xf32>
    %738 = stablehlo.multiply %arg14, %737 : tensor<8x32xf32>
    %739 = stablehlo.add %670, %738 : tensor<8x32xf32>
    %740 = stablehlo.constant dense<9.999999776482582e-3> : tensor<32xf32>
    %741 = stablehlo.multiply %arg15, %740 : tensor<32xf32>
    %742 = stablehlo.add %678, %741 : tensor<32xf32>
    %743 = stablehlo.constant dense<9.999999776482582e-3> : tensor<32x8xf32>
    %744 = stablehlo.multiply %arg16, %743 : tensor<32x8xf32>
    %745 = stablehlo.add %686, %744 : tensor<32x8xf32>
    %746 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %747 = stablehlo.multiply %arg17, %746 : tensor<8xf32>
    %748 = stablehlo.add %694, %747 : tensor<8xf32>
    %749 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<64x8xf32>
    %750 = stablehlo.multiply %697, %749 : tensor<64x8xf32>
    %751 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %752 = stablehlo.multiply %700, %751 : tensor<4x8xf32>
    %753 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %754 = stablehlo.multiply %703, %753 : tensor<8xf32>
    %755 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %756 = stablehlo.multiply %706, %755 : tensor<8xf32>
    %757 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %758 = stablehlo.multiply %709, %757 : tensor<8x8xf32>
    %759 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %760 = stablehlo.multiply %712, %759 : tensor<8xf32>
    %761 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %762 = stablehlo.multiply %715, %761 : tensor<8x8xf32>
    %763 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %764 = stablehlo.multiply %718, %763 : tensor<8xf32>
    %765 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %766 = stablehlo.multiply %721, %765 : tensor<8x8xf32>
    %767 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %768 = stablehlo.multiply %724, %767 : tensor<8xf32>
    %769 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x8xf32>
    %770 = stablehlo.multiply %727, %769 : tensor<8x8xf32>
    %771 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %772 = stablehlo.multiply %730, %771 : tensor<8xf32>
    %773 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %774 = stablehlo.multiply %733, %773 : tensor<8xf32>
    %775 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %776 = stablehlo.multiply %736, %775 : tensor<8xf32>
    %777 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x32xf32>
    %778 = stablehlo.multiply %739, %777 : tensor<8x32xf32>
    %779 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<32xf32>
    %780 = stablehlo.multiply %742, %779 : tensor<32xf32>
    %781 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<32x8xf32>
    %782 = stablehlo.multiply %745, %781 : tensor<32x8xf32>
    %783 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %784 = stablehlo.multiply %748, %783 : tensor<8xf32>
    %785 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %786 = stablehlo.add %arg63, %785 : tensor<f32>
    %787 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %788 = stablehlo.minimum %786, %787 : tensor<f32>
    %789 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %790 = stablehlo.multiply %750, %789 : tensor<64x8xf32>
    %791 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %792 = stablehlo.multiply %752, %791 : tensor<4x8xf32>
    %793 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %794 = stablehlo.multiply %754, %793 : tensor<8xf32>
    %795 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %796 = stablehlo.multiply %756, %795 : tensor<8xf32>
    %797 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %798 = stablehlo.multiply %758, %797 : tensor<8x8xf32>
    %799 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %800 = stablehlo.multiply %760, %799 : tensor<8xf32>
    %801 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %802 = stablehlo.multiply %762, %801 : tensor<8x8xf32>
    %803 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %804 = stablehlo.multiply %764, %803 : tensor<8xf32>
    %805 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %806 = stablehlo.multiply %766, %805 : tensor<8x8xf32>
    %807 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %808 = stablehlo.multiply %768, %807 : tensor<8xf32>
    %809 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8x8xf32>
    %810 = stablehlo.multiply %770, %809 : tensor<8x8xf32>
    %811 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %812 = stablehlo.multiply %772, %811 : tensor<8xf32>
    %813 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %814 = stablehlo.multiply %774, %813 : tensor<8xf32>
    %815 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %816 = stablehlo.multiply %776, %815 : tensor<8xf32>
    %817 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8x32xf32>
    %818 = stablehlo.multiply %778, %817 : tensor<8x32xf32>
    %819 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<32xf32>
    %820 = stablehlo.multiply %780, %819 : tensor<32xf32>
    %821 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %822 = stablehlo.multiply %782, %821 : tensor<32x8xf32>
    %823 = stablehlo.broadcast_in_dim %788, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %824 = stablehlo.multiply %784, %823 : tensor<8xf32>
    %825 = stablehlo.add %arg0, %790 : tensor<64x8xf32>
    %826 = stablehlo.add %arg1, %792 : tensor<4x8xf32>
    %827 = stablehlo.add %arg2, %794 : tensor<8xf32>
    %828 = stablehlo.add %arg3, %796 : tensor<8xf32>
    %829 = stablehlo.add %arg4, %798 : tensor<8x8xf32>
    %830 = stablehlo.add %arg5, %800 : tensor<8xf32>
    %831 = stablehlo.add %arg6, %802 : tensor<8x8xf32>
    %832 = stablehlo.add %arg7, %804 : tensor<8xf32>
    %833 = stablehlo.add %arg8, %806 : tensor<8x8xf32>
    %834 = stablehlo.add %arg9, %808 : tensor<8xf32>
    %835 = stablehlo.add %arg10, %810 : tensor<8x8xf32>
    %836 = stablehlo.add %arg11, %812 : tensor<8xf32>
    %837 = stablehlo.add %arg12, %814 : tensor<8xf32>
    %838 = stablehlo.add %arg13, %816 : tensor<8xf32>
    %839 = stablehlo.add %arg14, %818 : tensor<8x32xf32>
    %840 = stablehlo.add %arg15, %820 : tensor<32xf32>
    %841 = stablehlo.add %arg16, %822 : tensor<32x8xf32>
    %842 = stablehlo.add %arg17, %824 : tensor<8xf32>
    return %825, %826, %827, %828, %829, %830, %831, %832, %833, %834, %835, %836, %837, %838, %839, %840, %841, %842, %345, %350, %355, %360, %365, %370, %375, %380, %385, %390, %395, %400, %405, %410, %415, %420, %425, %430, %436, %442, %448, %454, %460, %466, %472, %478, %484, %490, %496, %502, %508, %514, %520, %526, %532, %538, %543, %551, %788 : tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x32xf32>, tensor<32xf32>, tensor<32x8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}

module @trainStep_stage1 attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=1]>
  func.func public @main(%arg0: tensor<8xf32> loc("state.params.norm.scale"), %arg1: tensor<8xf32> loc("state.params.norm.bias"), %arg2: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg3: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg4: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg5: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg6: tensor<2x4x8xf32> loc("add.130"), %arg7: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg8: tensor<2x4xi32> loc("targets"), %arg9: tensor<f32> loc("minimum.386"), %arg10: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg11: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg12: tensor<f32> loc("state.optimizer[2].share")) -> (tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = stablehlo.reduce(%arg6 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %1 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %2 = stablehlo.multiply %0, %1 : tensor<2x4xf32>
    %3 = stablehlo.broadcast_in_dim %2, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %4 = stablehlo.subtract %arg6, %3 : tensor<2x4x8xf32>
    %5 = stablehlo.multiply %4, %4 : tensor<2x4x8xf32>
    %6 = stablehlo.reduce(%5 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %7 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %8 = stablehlo.multiply %6, %7 : tensor<2x4xf32>
    %9 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %10 = stablehlo.add %8, %9 : tensor<2x4xf32>
    %11 = stablehlo.sqrt %10 : tensor<2x4xf32>
    %12 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %13 = stablehlo.multiply %11, %12 : tensor<2x4xf32>
    %14 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %15 = stablehlo.divide %14, %11 : tensor<2x4xf32>
    %16 = stablehlo.divide %15, %11 : tensor<2x4xf32>
    %17 = stablehlo.negate %16 : tensor<2x4xf32>
    %18 = stablehlo.broadcast_in_dim %15, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %19 = stablehlo.multiply %4, %18 : tensor<2x4x8xf32>
    %20 = stablehlo.broadcast_in_dim %arg0, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %21 = stablehlo.multiply %19, %20 : tensor<2x4x8xf32>
    %22 = stablehlo.broadcast_in_dim %arg1, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %23 = stablehlo.add %21, %22 : tensor<2x4x8xf32>
    %24 = stablehlo.dot_general %23, %arg7, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<64x8xf32>) -> tensor<2x4x64xf32>
    %25 = stablehlo.reduce(%24 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %26 = stablehlo.broadcast_in_dim %25, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %27 = stablehlo.subtract %24, %26 : tensor<2x4x64xf32>
    %28 = stablehlo.exponential %27 : tensor<2x4x64xf32>
    %29 = stablehlo.reduce(%28 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %30 = stablehlo.log %29 : tensor<2x4xf32>
    %31 = stablehlo.broadcast_in_dim %30, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %32 = stablehlo.subtract %27, %31 : tensor<2x4x64xf32>
    %33 = stablehlo.broadcast_in_dim %arg8, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x64xi32>
    %34 = stablehlo.iota dim = 0 : tensor<64xi32>
    %35 = stablehlo.broadcast_in_dim %34, dims = [2] : (tensor<64xi32>) -> tensor<2x4x64xi32>
    %36 = stablehlo.compare EQ, %33, %35 : (tensor<2x4x64xi32>, tensor<2x4x64xi32>) -> tensor<2x4x64xi1>
    %37 = stablehlo.convert %36 : (tensor<2x4x64xi1>) -> tensor<2x4x64xf32>
    %38 = stablehlo.multiply %32, %37 : tensor<2x4x64xf32>
    %39 = stablehlo.reduce(%38 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<f32>
    %40 = stablehlo.constant dense<-6.25e-2> : tensor<2x4x64xf32>
    %41 = stablehlo.multiply %40, %37 : tensor<2x4x64xf32>
    %42 = stablehlo.reduce(%41 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %43 = stablehlo.negate %42 : tensor<2x4xf32>
    %44 = stablehlo.divide %43, %29 : tensor<2x4xf32>
    %45 = stablehlo.broadcast_in_dim %44, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %46 = stablehlo.multiply %28, %45 : tensor<2x4x64xf32>
    %47 = stablehlo.add %41, %46 : tensor<2x4x64xf32>
    %48 = stablehlo.dot_general %47, %arg7, contracting_dims = [2] x [0] : (tensor<2x4x64xf32>, tensor<64x8xf32>) -> tensor<2x4x8xf32>
    %49 = stablehlo.reduce(%48 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %50 = stablehlo.broadcast_in_dim %arg0, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %51 = stablehlo.multiply %48, %50 : tensor<2x4x8xf32>
    %52 = stablehlo.broadcast_in_dim %15, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %53 = stablehlo.multiply %51, %52 : tensor<2x4x8xf32>
    %54 = stablehlo.multiply %4, %51 : tensor<2x4x8xf32>
    %55 = stablehlo.reduce(%54 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %56 = stablehlo.multiply %17, %55 : tensor<2x4xf32>
    %57 = stablehlo.divide %56, %13 : tensor<2x4xf32>
    %58 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %59 = stablehlo.multiply %57, %58 : tensor<2x4xf32>
    %60 = stablehlo.broadcast_in_dim %59, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %61 = stablehlo.multiply %60, %4 : tensor<2x4x8xf32>
    %62 = stablehlo.add %53, %61 : tensor<2x4x8xf32>
    %63 = stablehlo.add %62, %61 : tensor<2x4x8xf32>
    %64 = stablehlo.reduce(%63 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %65 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %66 = stablehlo.multiply %64, %65 : tensor<2x4xf32>
    %67 = stablehlo.broadcast_in_dim %66, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %68 = stablehlo.add %63, %67 : tensor<2x4x8xf32>
    %69 = stablehlo.reduce(%68 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %70 = stablehlo.multiply %19, %48 : tensor<2x4x8xf32>
    %71 = stablehlo.reduce(%70 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %72 = stablehlo.dot_general %47, %23, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x64xf32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %73 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %74 = stablehlo.multiply %39, %73 : tensor<f32>
    %75 = stablehlo.negate %74 : tensor<f32>
    %76 = stablehlo.multiply %69, %69 : tensor<8xf32>
    %77 = stablehlo.reduce(%76 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %78 = stablehlo.multiply %71, %71 : tensor<8xf32>
    %79 = stablehlo.reduce(%78 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %80 = stablehlo.multiply %49, %49 : tensor<8xf32>
    %81 = stablehlo.reduce(%80 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %82 = stablehlo.broadcast_in_dim %arg9, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %83 = stablehlo.multiply %71, %82 : tensor<8xf32>
    %84 = stablehlo.broadcast_in_dim %arg9, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %85 = stablehlo.multiply %49, %84 : tensor<8xf32>
    %86 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %87 = stablehlo.multiply %arg2, %86 : tensor<8xf32>
    %88 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %89 = stablehlo.multiply %83, %88 : tensor<8xf32>
    %90 = stablehlo.add %87, %89 : tensor<8xf32>
    %91 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %92 = stablehlo.multiply %arg3, %91 : tensor<8xf32>
    %93 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %94 = stablehlo.multiply %85, %93 : tensor<8xf32>
    %95 = stablehlo.add %92, %94 : tensor<8xf32>
    %96 = stablehlo.multiply %83, %83 : tensor<8xf32>
    %97 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %98 = stablehlo.multiply %arg4, %97 : tensor<8xf32>
    %99 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %100 = stablehlo.multiply %96, %99 : tensor<8xf32>
    %101 = stablehlo.add %98, %100 : tensor<8xf32>
    %102 = stablehlo.multiply %85, %85 : tensor<8xf32>
    %103 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %104 = stablehlo.multiply %arg5, %103 : tensor<8xf32>
    %105 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %106 = stablehlo.multiply %102, %105 : tensor<8xf32>
    %107 = stablehlo.add %104, %106 : tensor<8xf32>
    %108 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %109 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %110 = stablehlo.multiply %arg10, %109 : tensor<f32>
    %111 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %112 = stablehlo.add %110, %111 : tensor<f32>
    %113 = stablehlo.divide %108, %112 : tensor<f32>
    %114 = stablehlo.broadcast_in_dim %113, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %115 = stablehlo.multiply %90, %114 : tensor<8xf32>
    %116 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %117 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %118 = stablehlo.multiply %arg11, %117 : tensor<f32>
    %119 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %120 = stablehlo.add %118, %119 : tensor<f32>
    %121 = stablehlo.divide %116, %120 : tensor<f32>
    %122 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %123 = stablehlo.multiply %101, %122 : tensor<8xf32>
    %124 = stablehlo.sqrt %123 : tensor<8xf32>
    %125 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %126 = stablehlo.add %124, %125 : tensor<8xf32>
    %127 = stablehlo.divide %115, %126 : tensor<8xf32>
    %128 = stablehlo.broadcast_in_dim %113, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %129 = stablehlo.multiply %95, %128 : tensor<8xf32>
    %130 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %131 = stablehlo.multiply %107, %130 : tensor<8xf32>
    %132 = stablehlo.sqrt %131 : tensor<8xf32>
    %133 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %134 = stablehlo.add %132, %133 : tensor<8xf32>
    %135 = stablehlo.divide %129, %134 : tensor<8xf32>
    %136 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %137 = stablehlo.multiply %arg0, %136 : tensor<8xf32>
    %138 = stablehlo.add %127, %137 : tensor<8xf32>
    %139 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %140 = stablehlo.multiply %arg1, %139 : tensor<8xf32>
    %141 = stablehlo.add %135, %140 : tensor<8xf32>
    %142 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %143 = stablehlo.multiply %138, %142 : tensor<8xf32>
    %144 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %145 = stablehlo.multiply %141, %144 : tensor<8xf32>
    %146 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %147 = stablehlo.add %arg12, %146 : tensor<f32>
    %148 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %149 = stablehlo.minimum %147, %148 : tensor<f32>
    %150 = stablehlo.broadcast_in_dim %149, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %151 = stablehlo.multiply %143, %150 : tensor<8xf32>
    %152 = stablehlo.broadcast_in_dim %149, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %153 = stablehlo.multiply %145, %152 : tensor<8xf32>
    %154 = stablehlo.add %arg0, %151 : tensor<8xf32>
    %155 = stablehlo.add %arg1, %153 : tensor<8xf32>
    return %154, %155, %90, %95, %101, %107, %112, %120, %149, %75 : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
