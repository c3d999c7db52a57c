module @trainStep attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 2 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=2]>
  func.func public @main(%arg0: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x4xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<4xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x4xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<4xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x4xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<4xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<4x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x16xf32> loc("state.params.blocks[0].feedForward.up.w"), %arg15: tensor<16xf32> loc("state.params.blocks[0].feedForward.up.b"), %arg16: tensor<16x8xf32> loc("state.params.blocks[0].feedForward.down.w"), %arg17: tensor<8xf32> loc("state.params.blocks[0].feedForward.down.b"), %arg18: tensor<8xf32> loc("state.params.norm.scale"), %arg19: tensor<8xf32> loc("state.params.norm.bias"), %arg20: tensor<64x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg21: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg23: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg24: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg25: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg26: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg27: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg28: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg29: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg30: tensor<4x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg32: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg33: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg34: tensor<8x16xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.w"), %arg35: tensor<16xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.b"), %arg36: tensor<16x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.w"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.b"), %arg38: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg39: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg40: tensor<64x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg41: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg42: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg43: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg44: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg45: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg46: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg47: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg48: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg49: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg50: tensor<4x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg51: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg52: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg53: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg54: tensor<8x16xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.w"), %arg55: tensor<16xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.b"), %arg56: tensor<16x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.w"), %arg57: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.b"), %arg58: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg59: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg60: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg61: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg62: tensor<f32> loc("state.optimizer[2].share"), %arg63: tensor<2x4xi32> loc("tokens"), %arg64: tensor<2x4xi32> loc("targets")) -> (tensor<64x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x16xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.w"}, tensor<16xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.b"}, tensor<16x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x16xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.w"}, tensor<16xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.b"}, tensor<16x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x16xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.w"}, tensor<16xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.b"}, tensor<16x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
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
    %27 = stablehlo.dot_general %26, %arg4, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %28 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %29 = stablehlo.add %27, %28 : tensor<2x4x4xf32>
    %30 = stablehlo.reshape %29 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %31 = stablehlo.dot_general %26, %arg6, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %32 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %33 = stablehlo.add %31, %32 : tensor<2x4x4xf32>
    %34 = stablehlo.reshape %33 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %35 = stablehlo.dot_general %26, %arg8, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %36 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %37 = stablehlo.add %35, %36 : tensor<2x4x4xf32>
    %38 = stablehlo.reshape %37 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %39 = stablehlo.dot_general %30, %34, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x1x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %40 = stablehlo.constant dense<5.0e-1> : tensor<2x1x4x4xf32>
    %41 = stablehlo.multiply %39, %40 : tensor<2x1x4x4xf32>
    %42 = stablehlo.iota dim = 0 : tensor<4xi32>
    %43 = stablehlo.broadcast_in_dim %42, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %44 = stablehlo.iota dim = 0 : tensor<4xi32>
    %45 = stablehlo.broadcast_in_dim %44, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %46 = stablehlo.compare LE, %43, %45 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %47 = stablehlo.broadcast_in_dim %46, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x1x4x4xi1>
    %48 = stablehlo.constant dense<-1.0e+9> : tensor<2x1x4x4xf32>
    %49 = stablehlo.select %47, %41, %48 : tensor<2x1x4x4xi1>, tensor<2x1x4x4xf32>
    %50 = stablehlo.reduce(%49 init: %init1) applies stablehlo.maximum across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %51 = stablehlo.broadcast_in_dim %50, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %52 = stablehlo.subtract %49, %51 : tensor<2x1x4x4xf32>
    %53 = stablehlo.exponential %52 : tensor<2x1x4x4xf32>
    %54 = stablehlo.reduce(%53 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %55 = stablehlo.constant dense<1.0e+0> : tensor<2x1x4xf32>
    %56 = stablehlo.divide %55, %54 : tensor<2x1x4xf32>
    %57 = stablehlo.divide %56, %54 : tensor<2x1x4xf32>
    %58 = stablehlo.negate %57 : tensor<2x1x4xf32>
    %59 = stablehlo.broadcast_in_dim %56, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %60 = stablehlo.multiply %53, %59 : tensor<2x1x4x4xf32>
    %61 = stablehlo.dot_general %60, %38, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %62 = stablehlo.transpose %61, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %63 = stablehlo.reshape %62 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %64 = stablehlo.dot_general %63, %arg10, contracting_dims = [2] x [0] : (tensor<2x4x4xf32>, tensor<4x8xf32>) -> tensor<2x4x8xf32>
    %65 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %66 = "stablehlo.all_reduce"(%64) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %67 = stablehlo.add %66, %65 : tensor<2x4x8xf32>
    %68 = stablehlo.add %2, %67 : tensor<2x4x8xf32>
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
    %93 = stablehlo.dot_general %92, %arg14, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x16xf32>) -> tensor<2x4x16xf32>
    %94 = stablehlo.broadcast_in_dim %arg15, dims = [2] : (tensor<16xf32>) -> tensor<2x4x16xf32>
    %95 = stablehlo.add %93, %94 : tensor<2x4x16xf32>
    %96 = stablehlo.constant dense<5.0e-1> : tensor<2x4x16xf32>
    %97 = stablehlo.multiply %95, %96 : tensor<2x4x16xf32> loc("gelu")
    %98 = stablehlo.multiply %95, %95 : tensor<2x4x16xf32> loc("gelu")
    %99 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x4x16xf32>
    %100 = stablehlo.multiply %98, %99 : tensor<2x4x16xf32> loc("gelu")
    %101 = stablehlo.constant dense<1.0e+0> : tensor<2x4x16xf32>
    %102 = stablehlo.add %100, %101 : tensor<2x4x16xf32> loc("gelu")
    %103 = stablehlo.multiply %95, %102 : tensor<2x4x16xf32> loc("gelu")
    %104 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x4x16xf32>
    %105 = stablehlo.multiply %103, %104 : tensor<2x4x16xf32> loc("gelu")
    %106 = stablehlo.constant dense<0.0e+0> : tensor<2x4x16xf32>
    %107 = stablehlo.compare LT, %105, %106 : (tensor<2x4x16xf32>, tensor<2x4x16xf32>) -> tensor<2x4x16xi1> loc("gelu")
    %108 = stablehlo.constant dense<1.0e+0> : tensor<2x4x16xf32>
    %109 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x16xf32>
    %110 = stablehlo.select %107, %108, %109 : tensor<2x4x16xi1>, tensor<2x4x16xf32> loc("gelu")
    %111 = stablehlo.multiply %105, %110 : tensor<2x4x16xf32> loc("gelu")
    %112 = stablehlo.constant dense<2.0e+0> : tensor<2x4x16xf32>
    %113 = stablehlo.multiply %111, %112 : tensor<2x4x16xf32> loc("gelu")
    %114 = stablehlo.exponential %113 : tensor<2x4x16xf32> loc("gelu")
    %115 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x16xf32>
    %116 = stablehlo.add %114, %115 : tensor<2x4x16xf32> loc("gelu")
    %117 = stablehlo.constant dense<1.0e+0> : tensor<2x4x16xf32>
    %118 = stablehlo.add %114, %117 : tensor<2x4x16xf32> loc("gelu")
    %119 = stablehlo.constant dense<1.0e+0> : tensor<2x4x16xf32>
    %120 = stablehlo.divide %119, %118 : tensor<2x4x16xf32> loc("gelu")
    %121 = stablehlo.multiply %120, %120 : tensor<2x4x16xf32> loc("gelu")
    %122 = stablehlo.negate %121 : tensor<2x4x16xf32> loc("gelu")
    %123 = stablehlo.multiply %116, %120 : tensor<2x4x16xf32> loc("gelu")
    %124 = stablehlo.multiply %123, %110 : tensor<2x4x16xf32> loc("gelu")
    %125 = stablehlo.constant dense<1.0e+0> : tensor<2x4x16xf32>
    %126 = stablehlo.add %124, %125 : tensor<2x4x16xf32> loc("gelu")
    %127 = stablehlo.multiply %97, %126 : tensor<2x4x16xf32> loc("gelu")
    %128 = stablehlo.dot_general %127, %arg16, contracting_dims = [2] x [0] : (tensor<2x4x16xf32>, tensor<16x8xf32>) -> tensor<2x4x8xf32>
    %129 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %130 = "stablehlo.all_reduce"(%128) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %131 = stablehlo.add %130, %129 : tensor<2x4x8xf32>
    %132 = stablehlo.add %68, %131 : tensor<2x4x8xf32>
    %133 = stablehlo.reduce(%132 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %134 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %135 = stablehlo.multiply %133, %134 : tensor<2x4xf32>
    %136 = stablehlo.broadcast_in_dim %135, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %137 = stablehlo.subtract %132, %136 : tensor<2x4x8xf32>
    %138 = stablehlo.multiply %137, %137 : tensor<2x4x8xf32>
    %139 = stablehlo.reduce(%138 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %140 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %141 = stablehlo.multiply %139, %140 : tensor<2x4xf32>
    %142 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %143 = stablehlo.add %141, %142 : tensor<2x4xf32>
    %144 = stablehlo.sqrt %143 : tensor<2x4xf32>
    %145 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %146 = stablehlo.multiply %144, %145 : tensor<2x4xf32>
    %147 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %148 = stablehlo.divide %147, %144 : tensor<2x4xf32>
    %149 = stablehlo.divide %148, %144 : tensor<2x4xf32>
    %150 = stablehlo.negate %149 : tensor<2x4xf32>
    %151 = stablehlo.broadcast_in_dim %148, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %152 = stablehlo.multiply %137, %151 : tensor<2x4x8xf32>
    %153 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %154 = stablehlo.multiply %152, %153 : tensor<2x4x8xf32>
    %155 = stablehlo.broadcast_in_dim %arg19, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %156 = stablehlo.add %154, %155 : tensor<2x4x8xf32>
    %157 = stablehlo.dot_general %156, %arg0, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<64x8xf32>) -> tensor<2x4x64xf32>
    %158 = stablehlo.reduce(%157 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %159 = stablehlo.broadcast_in_dim %158, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %160 = stablehlo.subtract %157, %159 : tensor<2x4x64xf32>
    %161 = stablehlo.exponential %160 : tensor<2x4x64xf32>
    %162 = stablehlo.reduce(%161 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %163 = stablehlo.log %162 : tensor<2x4xf32>
    %164 = stablehlo.broadcast_in_dim %163, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %165 = stablehlo.subtract %160, %164 : tensor<2x4x64xf32>
    %166 = stablehlo.broadcast_in_dim %arg64, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x64xi32>
    %167 = stablehlo.iota dim = 0 : tensor<64xi32>
    %168 = stablehlo.broadcast_in_dim %167, dims = [2] : (tensor<64xi32>) -> tensor<2x4x64xi32>
    %169 = stablehlo.compare EQ, %166, %168 : (tensor<2x4x64xi32>, tensor<2x4x64xi32>) -> tensor<2x4x64xi1>
    %170 = stablehlo.convert %169 : (tensor<2x4x64xi1>) -> tensor<2x4x64xf32>
    %171 = stablehlo.multiply %165, %170 : tensor<2x4x64xf32>
    %172 = stablehlo.reduce(%171 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<f32>
    %173 = stablehlo.constant dense<-6.25e-2> : tensor<2x4x64xf32>
    %174 = stablehlo.multiply %173, %170 : tensor<2x4x64xf32>
    %175 = stablehlo.reduce(%174 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %176 = stablehlo.negate %175 : tensor<2x4xf32>
    %177 = stablehlo.divide %176, %162 : tensor<2x4xf32>
    %178 = stablehlo.broadcast_in_dim %177, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %179 = stablehlo.multiply %161, %178 : tensor<2x4x64xf32>
    %180 = stablehlo.add %174, %179 : tensor<2x4x64xf32>
    %181 = stablehlo.dot_general %180, %arg0, contracting_dims = [2] x [0] : (tensor<2x4x64xf32>, tensor<64x8xf32>) -> tensor<2x4x8xf32>
    %182 = stablehlo.reduce(%181 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %183 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %184 = stablehlo.multiply %181, %183 : tensor<2x4x8xf32>
    %185 = stablehlo.broadcast_in_dim %148, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %186 = stablehlo.multiply %184, %185 : tensor<2x4x8xf32>
    %187 = stablehlo.multiply %137, %184 : tensor<2x4x8xf32>
    %188 = stablehlo.reduce(%187 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %189 = stablehlo.multiply %150, %188 : tensor<2x4xf32>
    %190 = stablehlo.divide %189, %146 : tensor<2x4xf32>
    %191 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %192 = stablehlo.multiply %190, %191 : tensor<2x4xf32>
    %193 = stablehlo.broadcast_in_dim %192, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %194 = stablehlo.multiply %193, %137 : tensor<2x4x8xf32>
    %195 = stablehlo.add %186, %194 : tensor<2x4x8xf32>
    %196 = stablehlo.add %195, %194 : tensor<2x4x8xf32>
    %197 = stablehlo.reduce(%196 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %198 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %199 = stablehlo.multiply %197, %198 : tensor<2x4xf32>
    %200 = stablehlo.broadcast_in_dim %199, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %201 = stablehlo.add %196, %200 : tensor<2x4x8xf32>
    %202 = stablehlo.reduce(%201 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %203 = stablehlo.dot_general %201, %arg16, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<16x8xf32>) -> tensor<2x4x16xf32>
    %204 = stablehlo.multiply %203, %126 : tensor<2x4x16xf32> loc("gelu")
    %205 = stablehlo.multiply %97, %203 : tensor<2x4x16xf32> loc("gelu")
    %206 = stablehlo.multiply %205, %110 : tensor<2x4x16xf32> loc("gelu")
    %207 = stablehlo.multiply %206, %120 : tensor<2x4x16xf32> loc("gelu")
    %208 = stablehlo.multiply %116, %206 : tensor<2x4x16xf32> loc("gelu")
    %209 = stablehlo.multiply %122, %208 : tensor<2x4x16xf32> loc("gelu")
    %210 = stablehlo.add %207, %209 : tensor<2x4x16xf32> loc("gelu")
    %211 = stablehlo.multiply %114, %210 : tensor<2x4x16xf32> loc("gelu")
    %212 = stablehlo.constant dense<2.0e+0> : tensor<2x4x16xf32>
    %213 = stablehlo.multiply %211, %212 : tensor<2x4x16xf32> loc("gelu")
    %214 = stablehlo.multiply %213, %110 : tensor<2x4x16xf32> loc("gelu")
    %215 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x4x16xf32>
    %216 = stablehlo.multiply %214, %215 : tensor<2x4x16xf32> loc("gelu")
    %217 = stablehlo.multiply %216, %102 : tensor<2x4x16xf32> loc("gelu")
    %218 = stablehlo.multiply %95, %216 : tensor<2x4x16xf32> loc("gelu")
    %219 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x4x16xf32>
    %220 = stablehlo.multiply %218, %219 : tensor<2x4x16xf32> loc("gelu")
    %221 = stablehlo.multiply %220, %95 : tensor<2x4x16xf32> loc("gelu")
    %222 = stablehlo.add %217, %221 : tensor<2x4x16xf32> loc("gelu")
    %223 = stablehlo.add %222, %221 : tensor<2x4x16xf32> loc("gelu")
    %224 = stablehlo.constant dense<5.0e-1> : tensor<2x4x16xf32>
    %225 = stablehlo.multiply %204, %224 : tensor<2x4x16xf32> loc("gelu")
    %226 = stablehlo.add %223, %225 : tensor<2x4x16xf32> loc("gelu")
    %227 = stablehlo.reduce(%226 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x16xf32>, tensor<f32>) -> tensor<16xf32>
    %228 = stablehlo.dot_general %226, %arg14, contracting_dims = [2] x [1] : (tensor<2x4x16xf32>, tensor<8x16xf32>) -> tensor<2x4x8xf32>
    %229 = "stablehlo.all_reduce"(%228) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %230 = stablehlo.reduce(%229 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %231 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %232 = stablehlo.multiply %229, %231 : tensor<2x4x8xf32>
    %233 = stablehlo.broadcast_in_dim %84, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %234 = stablehlo.multiply %232, %233 : tensor<2x4x8xf32>
    %235 = stablehlo.multiply %73, %232 : tensor<2x4x8xf32>
    %236 = stablehlo.reduce(%235 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %237 = stablehlo.multiply %86, %236 : tensor<2x4xf32>
    %238 = stablehlo.divide %237, %82 : tensor<2x4xf32>
    %239 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %240 = stablehlo.multiply %238, %239 : tensor<2x4xf32>
    %241 = stablehlo.broadcast_in_dim %240, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %242 = stablehlo.multiply %241, %73 : tensor<2x4x8xf32>
    %243 = stablehlo.add %234, %242 : tensor<2x4x8xf32>
    %244 = stablehlo.add %243, %242 : tensor<2x4x8xf32>
    %245 = stablehlo.reduce(%244 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %246 = stablehlo.add %201, %244 : tensor<2x4x8xf32>
    %247 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %248 = stablehlo.multiply %245, %247 : tensor<2x4xf32>
    %249 = stablehlo.broadcast_in_dim %248, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %250 = stablehlo.add %246, %249 : tensor<2x4x8xf32>
    %251 = stablehlo.reduce(%250 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %252 = stablehlo.dot_general %250, %arg10, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<4x8xf32>) -> tensor<2x4x4xf32>
    %253 = stablehlo.reshape %252 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %254 = stablehlo.dot_general %253, %38, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x1x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %255 = stablehlo.broadcast_in_dim %56, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %256 = stablehlo.multiply %254, %255 : tensor<2x1x4x4xf32>
    %257 = stablehlo.multiply %53, %254 : tensor<2x1x4x4xf32>
    %258 = stablehlo.reduce(%257 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %259 = stablehlo.multiply %58, %258 : tensor<2x1x4xf32>
    %260 = stablehlo.broadcast_in_dim %259, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %261 = stablehlo.add %256, %260 : tensor<2x1x4x4xf32>
    %262 = stablehlo.multiply %53, %261 : tensor<2x1x4x4xf32>
    %263 = stablehlo.broadcast_in_dim %46, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x1x4x4xi1>
    %264 = stablehlo.constant dense<0.0e+0> : tensor<2x1x4x4xf32>
    %265 = stablehlo.select %263, %262, %264 : tensor<2x1x4x4xi1>, tensor<2x1x4x4xf32>
    %266 = stablehlo.constant dense<5.0e-1> : tensor<2x1x4x4xf32>
    %267 = stablehlo.multiply %265, %266 : tensor<2x1x4x4xf32>
    %268 = stablehlo.dot_general %267, %34, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %269 = stablehlo.transpose %268, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %270 = stablehlo.reshape %269 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %271 = stablehlo.reduce(%270 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %272 = stablehlo.dot_general %270, %arg4, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %273 = stablehlo.dot_general %26, %270, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %274 = stablehlo.dot_general %267, %30, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %275 = stablehlo.transpose %274, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %276 = stablehlo.reshape %275 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %277 = stablehlo.reduce(%276 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %278 = stablehlo.dot_general %276, %arg6, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %279 = stablehlo.add %272, %278 : tensor<2x4x8xf32>
    %280 = stablehlo.dot_general %26, %276, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %281 = stablehlo.dot_general %60, %253, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %282 = stablehlo.transpose %281, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %283 = stablehlo.reshape %282 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %284 = stablehlo.reduce(%283 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %285 = stablehlo.dot_general %283, %arg8, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %286 = stablehlo.add %279, %285 : tensor<2x4x8xf32>
    %287 = "stablehlo.all_reduce"(%286) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %288 = stablehlo.reduce(%287 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %289 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %290 = stablehlo.multiply %287, %289 : tensor<2x4x8xf32>
    %291 = stablehlo.broadcast_in_dim %18, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %292 = stablehlo.multiply %290, %291 : tensor<2x4x8xf32>
    %293 = stablehlo.multiply %7, %290 : tensor<2x4x8xf32>
    %294 = stablehlo.reduce(%293 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %295 = stablehlo.multiply %20, %294 : tensor<2x4xf32>
    %296 = stablehlo.divide %295, %16 : tensor<2x4xf32>
    %297 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %298 = stablehlo.multiply %296, %297 : tensor<2x4xf32>
    %299 = stablehlo.broadcast_in_dim %298, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %300 = stablehlo.multiply %299, %7 : tensor<2x4x8xf32>
    %301 = stablehlo.add %292, %300 : tensor<2x4x8xf32>
    %302 = stablehlo.add %301, %300 : tensor<2x4x8xf32>
    %303 = stablehlo.reduce(%302 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %304 = stablehlo.add %250, %302 : tensor<2x4x8xf32>
    %305 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %306 = stablehlo.multiply %303, %305 : tensor<2x4xf32>
    %307 = stablehlo.broadcast_in_dim %306, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %308 = stablehlo.add %304, %307 : tensor<2x4x8xf32>
    %309 = stablehlo.reduce(%308 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %310 = stablehlo.constant dense<0.0e+0> : tensor<64x8xf32>
    %311 = "stablehlo.scatter"(%310, %arg63, %308) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>, tensor<2x4xi32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %312 = stablehlo.multiply %22, %287 : tensor<2x4x8xf32>
    %313 = stablehlo.reduce(%312 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %314 = stablehlo.dot_general %26, %283, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %315 = stablehlo.dot_general %63, %250, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x4xf32>, tensor<2x4x8xf32>) -> tensor<4x8xf32>
    %316 = stablehlo.multiply %88, %229 : tensor<2x4x8xf32>
    %317 = stablehlo.reduce(%316 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %318 = stablehlo.dot_general %92, %226, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x16xf32>) -> tensor<8x16xf32>
    %319 = stablehlo.dot_general %127, %201, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x16xf32>, tensor<2x4x8xf32>) -> tensor<16x8xf32>
    %320 = stablehlo.multiply %152, %181 : tensor<2x4x8xf32>
    %321 = stablehlo.reduce(%320 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %322 = stablehlo.dot_general %180, %156, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x64xf32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %323 = stablehlo.add %311, %322 : tensor<64x8xf32>
    %324 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %325 = stablehlo.multiply %172, %324 : tensor<f32>
    %326 = stablehlo.negate %325 : tensor<f32>
    %327 = stablehlo.multiply %323, %323 : tensor<64x8xf32>
    %328 = stablehlo.reduce(%327 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x8xf32>, tensor<f32>) -> tensor<f32>
    %329 = stablehlo.multiply %309, %309 : tensor<4x8xf32>
    %330 = stablehlo.reduce(%329 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %331 = stablehlo.multiply %313, %313 : tensor<8xf32>
    %332 = stablehlo.reduce(%331 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %333 = stablehlo.multiply %288, %288 : tensor<8xf32>
    %334 = stablehlo.reduce(%333 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %335 = stablehlo.multiply %273, %273 : tensor<8x4xf32>
    %336 = stablehlo.reduce(%335 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %337 = stablehlo.multiply %271, %271 : tensor<4xf32>
    %338 = stablehlo.reduce(%337 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %339 = stablehlo.multiply %280, %280 : tensor<8x4xf32>
    %340 = stablehlo.reduce(%339 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %341 = stablehlo.multiply %277, %277 : tensor<4xf32>
    %342 = stablehlo.reduce(%341 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %343 = stablehlo.multiply %314, %314 : tensor<8x4xf32>
    %344 = stablehlo.reduce(%343 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %345 = stablehlo.multiply %284, %284 : tensor<4xf32>
    %346 = stablehlo.reduce(%345 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %347 = stablehlo.multiply %315, %315 : tensor<4x8xf32>
    %348 = stablehlo.reduce(%347 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %349 = stablehlo.multiply %251, %251 : tensor<8xf32>
    %350 = stablehlo.reduce(%349 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %351 = stablehlo.multiply %317, %317 : tensor<8xf32>
    %352 = stablehlo.reduce(%351 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %353 = stablehlo.multiply %230, %230 : tensor<8xf32>
    %354 = stablehlo.reduce(%353 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %355 = stablehlo.multiply %318, %318 : tensor<8x16xf32>
    %356 = stablehlo.reduce(%355 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<f32>
    %357 = stablehlo.multiply %227, %227 : tensor<16xf32>
    %358 = stablehlo.reduce(%357 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %359 = stablehlo.multiply %319, %319 : tensor<16x8xf32>
    %360 = stablehlo.reduce(%359 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<16x8xf32>, tensor<f32>) -> tensor<f32>
    %361 = stablehlo.multiply %202, %202 : tensor<8xf32>
    %362 = stablehlo.reduce(%361 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %363 = stablehlo.multiply %321, %321 : tensor<8xf32>
    %364 = stablehlo.reduce(%363 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %365 = stablehlo.multiply %182, %182 : tensor<8xf32>
    %366 = stablehlo.reduce(%365 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %367 = stablehlo.add %328, %330 : tensor<f32>
    %368 = stablehlo.add %367, %332 : tensor<f32>
    %369 = stablehlo.add %368, %334 : tensor<f32>
    %370 = "stablehlo.all_reduce"(%336) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %371 = stablehlo.add %369, %370 : tensor<f32>
    %372 = "stablehlo.all_reduce"(%338) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %373 = stablehlo.add %371, %372 : tensor<f32>
    %374 = "stablehlo.all_reduce"(%340) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %375 = stablehlo.add %373, %374 : tensor<f32>
    %376 = "stablehlo.all_reduce"(%342) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %377 = stablehlo.add %375, %376 : tensor<f32>
    %378 = "stablehlo.all_reduce"(%344) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %379 = stablehlo.add %377, %378 : tensor<f32>
    %380 = "stablehlo.all_reduce"(%346) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %381 = stablehlo.add %379, %380 : tensor<f32>
    %382 = "stablehlo.all_reduce"(%348) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %383 = stablehlo.add %381, %382 : tensor<f32>
    %384 = stablehlo.add %383, %350 : tensor<f32>
    %385 = stablehlo.add %384, %352 : tensor<f32>
    %386 = stablehlo.add %385, %354 : tensor<f32>
    %387 = "stablehlo.all_reduce"(%356) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %388 = stablehlo.add %386, %387 : tensor<f32>
    %389 = "stablehlo.all_reduce"(%358) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %390 = stablehlo.add %388, %389 : tensor<f32>
    %391 = "stablehlo.all_reduce"(%360) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %392 = stablehlo.add %390, %391 : tensor<f32>
    %393 = stablehlo.add %392, %362 : tensor<f32>
    %394 = stablehlo.add %393, %364 : tensor<f32>
    %395 = stablehlo.add %394, %366 : tensor<f32>
    %396 = stablehlo.sqrt %395 : tensor<f32>
    %397 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %398 = stablehlo.divide %397, %396 : tensor<f32>
    %399 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %400 = stablehlo.minimum %398, %399 : tensor<f32>
    %401 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %402 = stablehlo.multiply %323, %401 : tensor<64x8xf32>
    %403 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %404 = stablehlo.multiply %309, %403 : tensor<4x8xf32>
    %405 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %406 = stablehlo.multiply %313, %405 : tensor<8xf32>
    %407 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %408 = stablehlo.multiply %288, %407 : tensor<8xf32>
    %409 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %410 = stablehlo.multiply %273, %409 : tensor<8x4xf32>
    %411 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %412 = stablehlo.multiply %271, %411 : tensor<4xf32>
    %413 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %414 = stablehlo.multiply %280, %413 : tensor<8x4xf32>
    %415 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %416 = stablehlo.multiply %277, %415 : tensor<4xf32>
    %417 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %418 = stablehlo.multiply %314, %417 : tensor<8x4xf32>
    %419 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %420 = stablehlo.multiply %284, %419 : tensor<4xf32>
    %421 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %422 = stablehlo.multiply %315, %421 : tensor<4x8xf32>
    %423 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %424 = stablehlo.multiply %251, %423 : tensor<8xf32>
    %425 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %426 = stablehlo.multiply %317, %425 : tensor<8xf32>
    %427 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %428 = stablehlo.multiply %230, %427 : tensor<8xf32>
    %429 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %430 = stablehlo.multiply %318, %429 : tensor<8x16xf32>
    %431 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %432 = stablehlo.multiply %227, %431 : tensor<16xf32>
    %433 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<16x8xf32>
    %434 = stablehlo.multiply %319, %433 : tensor<16x8xf32>
    %435 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %436 = stablehlo.multiply %202, %435 : tensor<8xf32>
    %437 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %438 = stablehlo.multiply %321, %437 : tensor<8xf32>
    %439 = stablehlo.broadcast_in_dim %400, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %440 = stablehlo.multiply %182, %439 : tensor<8xf32>
    %441 = stablehlo.constant dense<8.999999761581421e-1> : tensor<64x8xf32>
    %442 = stablehlo.multiply %arg20, %441 : tensor<64x8xf32>
    %443 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<64x8xf32>
    %444 = stablehlo.multiply %402, %443 : tensor<64x8xf32>
    %445 = stablehlo.add %442, %444 : tensor<64x8xf32>
    %446 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %447 = stablehlo.multiply %arg21, %446 : tensor<4x8xf32>
    %448 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %449 = stablehlo.multiply %404, %448 : tensor<4x8xf32>
    %450 = stablehlo.add %447, %449 : tensor<4x8xf32>
    %451 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %452 = stablehlo.multiply %arg22, %451 : tensor<8xf32>
    %453 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %454 = stablehlo.multiply %406, %453 : tensor<8xf32>
    %455 = stablehlo.add %452, %454 : tensor<8xf32>
    %456 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %457 = stablehlo.multiply %arg23, %456 : tensor<8xf32>
    %458 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %459 = stablehlo.multiply %408, %458 : tensor<8xf32>
    %460 = stablehlo.add %457, %459 : tensor<8xf32>
    %461 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %462 = stablehlo.multiply %arg24, %461 : tensor<8x4xf32>
    %463 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %464 = stablehlo.multiply %410, %463 : tensor<8x4xf32>
    %465 = stablehlo.add %462, %464 : tensor<8x4xf32>
    %466 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %467 = stablehlo.multiply %arg25, %466 : tensor<4xf32>
    %468 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %469 = stablehlo.multiply %412, %468 : tensor<4xf32>
    %470 = stablehlo.add %467, %469 : tensor<4xf32>
    %471 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %472 = stablehlo.multiply %arg26, %471 : tensor<8x4xf32>
    %473 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %474 = stablehlo.multiply %414, %473 : tensor<8x4xf32>
    %475 = stablehlo.add %472, %474 : tensor<8x4xf32>
    %476 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %477 = stablehlo.multiply %arg27, %476 : tensor<4xf32>
    %478 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %479 = stablehlo.multiply %416, %478 : tensor<4xf32>
    %480 = stablehlo.add %477, %479 : tensor<4xf32>
    %481 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %482 = stablehlo.multiply %arg28, %481 : tensor<8x4xf32>
    %483 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %484 = stablehlo.multiply %418, %483 : tensor<8x4xf32>
    %485 = stablehlo.add %482, %484 : tensor<8x4xf32>
    %486 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %487 = stablehlo.multiply %arg29, %486 : tensor<4xf32>
    %488 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %489 = stablehlo.multiply %420, %488 : tensor<4xf32>
    %490 = stablehlo.add %487, %489 : tensor<4xf32>
    %491 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %492 = stablehlo.multiply %arg30, %491 : tensor<4x8xf32>
    %493 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %494 = stablehlo.multiply %422, %493 : tensor<4x8xf32>
    %495 = stablehlo.add %492, %494 : tensor<4x8xf32>
    %496 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %497 = stablehlo.multiply %arg31, %496 : tensor<8xf32>
    %498 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %499 = stablehlo.multiply %424, %498 : tensor<8xf32>
    %500 = stablehlo.add %497, %499 : tensor<8xf32>
    %501 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %502 = stablehlo.multiply %arg32, %501 : tensor<8xf32>
    %503 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %504 = stablehlo.multiply %426, %503 : tensor<8xf32>
    %505 = stablehlo.add %502, %504 : tensor<8xf32>
    %506 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %507 = stablehlo.multiply %arg33, %506 : tensor<8xf32>
    %508 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %509 = stablehlo.multiply %428, %508 : tensor<8xf32>
    %510 = stablehlo.add %507, %509 : tensor<8xf32>
    %511 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x16xf32>
    %512 = stablehlo.multiply %arg34, %511 : tensor<8x16xf32>
    %513 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x16xf32>
    %514 = stablehlo.multiply %430, %513 : tensor<8x16xf32>
    %515 = stablehlo.add %512, %514 : tensor<8x16xf32>
    %516 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16xf32>
    %517 = stablehlo.multiply %arg35, %516 : tensor<16xf32>
    %518 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16xf32>
    %519 = stablehlo.multiply %432, %518 : tensor<16xf32>
    %520 = stablehlo.add %517, %519 : tensor<16xf32>
    %521 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16x8xf32>
    %522 = stablehlo.multiply %arg36, %521 : tensor<16x8xf32>
    %523 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16x8xf32>
    %524 = stablehlo.multiply %434, %523 : tensor<16x8xf32>
    %525 = stablehlo.add %522, %524 : tensor<16x8xf32>
    %526 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %527 = stablehlo.multiply %arg37, %526 : tensor<8xf32>
    %528 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %529 = stablehlo.multiply %436, %528 : tensor<8xf32>
    %530 = stablehlo.add %527, %529 : tensor<8xf32>
    %531 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %532 = stablehlo.multiply %arg38, %531 : tensor<8xf32>
    %533 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %534 = stablehlo.multiply %438, %533 : tensor<8xf32>
    %535 = stablehlo.add %532, %534 : tensor<8xf32>
    %536 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %537 = stablehlo.multiply %arg39, %536 : tensor<8xf32>
    %538 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %539 = stablehlo.multiply %440, %538 : tensor<8xf32>
    %540 = stablehlo.add %537, %539 : tensor<8xf32>
    %541 = stablehlo.multiply %402, %402 : tensor<64x8xf32>
    %542 = stablehlo.constant dense<9.990000128746033e-1> : tensor<64x8xf32>
    %543 = stablehlo.multiply %arg40, %542 : tensor<64x8xf32>
    %544 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<64x8xf32>
    %545 = stablehlo.multiply %541, %544 : tensor<64x8xf32>
    %546 = stablehlo.add %543, %545 : tensor<64x8xf32>
    %547 = stablehlo.multiply %404, %404 : tensor<4x8xf32>
    %548 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %549 = stablehlo.multiply %arg41, %548 : tensor<4x8xf32>
    %550 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %551 = stablehlo.multiply %547, %550 : tensor<4x8xf32>
    %552 = stablehlo.add %549, %551 : tensor<4x8xf32>
    %553 = stablehlo.multiply %406, %406 : tensor<8xf32>
    %554 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %555 = stablehlo.multiply %arg42, %554 : tensor<8xf32>
    %556 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %557 = stablehlo.multiply %553, %556 : tensor<8xf32>
    %558 = stablehlo.add %555, %557 : tensor<8xf32>
    %559 = stablehlo.multiply %408, %408 : tensor<8xf32>
    %560 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %561 = stablehlo.multiply %arg43, %560 : tensor<8xf32>
    %562 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %563 = stablehlo.multiply %559, %562 : tensor<8xf32>
    %564 = stablehlo.add %561, %563 : tensor<8xf32>
    %565 = stablehlo.multiply %410, %410 : tensor<8x4xf32>
    %566 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %567 = stablehlo.multiply %arg44, %566 : tensor<8x4xf32>
    %568 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %569 = stablehlo.multiply %565, %568 : tensor<8x4xf32>
    %570 = stablehlo.add %567, %569 : tensor<8x4xf32>
    %571 = stablehlo.multiply %412, %412 : tensor<4xf32>
    %572 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %573 = stablehlo.multiply %arg45, %572 : tensor<4xf32>
    %574 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %575 = stablehlo.multiply %571, %574 : tensor<4xf32>
    %576 = stablehlo.add %573, %575 : tensor<4xf32>
    %577 = stablehlo.multiply %414, %414 : tensor<8x4xf32>
    %578 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %579 = stablehlo.multiply %arg46, %578 : tensor<8x4xf32>
    %580 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %581 = stablehlo.multiply %577, %580 : tensor<8x4xf32>
    %582 = stablehlo.add %579, %581 : tensor<8x4xf32>
    %583 = stablehlo.multiply %416, %416 : tensor<4xf32>
    %584 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %585 = stablehlo.multiply %arg47, %584 : tensor<4xf32>
    %586 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %587 = stablehlo.multiply %583, %586 : tensor<4xf32>
    %588 = stablehlo.add %585, %587 : tensor<4xf32>
    %589 = stablehlo.multiply %418, %418 : tensor<8x4xf32>
    %590 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %591 = stablehlo.multiply %arg48, %590 : tensor<8x4xf32>
    %592 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %593 = stablehlo.multiply %589, %592 : tensor<8x4xf32>
    %594 = stablehlo.add %591, %593 : tensor<8x4xf32>
    %595 = stablehlo.multiply %420, %420 : tensor<4xf32>
    %596 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %597 = stablehlo.multiply %arg49, %596 : tensor<4xf32>
    %598 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %599 = stablehlo.multiply %595, %598 : tensor<4xf32>
    %600 = stablehlo.add %597, %599 : tensor<4xf32>
    %601 = stablehlo.multiply %422, %422 : tensor<4x8xf32>
    %602 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %603 = stablehlo.multiply %arg50, %602 : tensor<4x8xf32>
    %604 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %605 = stablehlo.multiply %601, %604 : tensor<4x8xf32>
    %606 = stablehlo.add %603, %605 : tensor<4x8xf32>
    %607 = stablehlo.multiply %424, %424 : tensor<8xf32>
    %608 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %609 = stablehlo.multiply %arg51, %608 : tensor<8xf32>
    %610 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %611 = stablehlo.multiply %607, %610 : tensor<8xf32>
    %612 = stablehlo.add %609, %611 : tensor<8xf32>
    %613 = stablehlo.multiply %426, %426 : tensor<8xf32>
    %614 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %615 = stablehlo.multiply %arg52, %614 : tensor<8xf32>
    %616 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %617 = stablehlo.multiply %613, %616 : tensor<8xf32>
    %618 = stablehlo.add %615, %617 : tensor<8xf32>
    %619 = stablehlo.multiply %428, %428 : tensor<8xf32>
    %620 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %621 = stablehlo.multiply %arg53, %620 : tensor<8xf32>
    %622 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %623 = stablehlo.multiply %619, %622 : tensor<8xf32>
    %624 = stablehlo.add %621, %623 : tensor<8xf32>
    %625 = stablehlo.multiply %430, %430 : tensor<8x16xf32>
    %626 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x16xf32>
    %627 = stablehlo.multiply %arg54, %626 : tensor<8x16xf32>
    %628 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x16xf32>
    %629 = stablehlo.multiply %625, %628 : tensor<8x16xf32>
    %630 = stablehlo.add %627, %629 : tensor<8x16xf32>
    %631 = stablehlo.multiply %432, %432 : tensor<16xf32>
    %632 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16xf32>
    %633 = stablehlo.multiply %arg55, %632 : tensor<16xf32>
    %634 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16xf32>
    %635 = stablehlo.multiply %631, %634 : tensor<16xf32>
    %636 = stablehlo.add %633, %635 : tensor<16xf32>
    %637 = stablehlo.multiply %434, %434 : tensor<16x8xf32>
    %638 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16x8xf32>
    %639 = stablehlo.multiply %arg56, %638 : tensor<16x8xf32>
    %640 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16x8xf32>
    %641 = stablehlo.multiply %637, %640 : tensor<16x8xf32>
    %642 = stablehlo.add %639, %641 : tensor<16x8xf32>
    %643 = stablehlo.multiply %436, %436 : tensor<8xf32>
    %644 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %645 = stablehlo.multiply %arg57, %644 : tensor<8xf32>
    %646 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %647 = stablehlo.multiply %643, %646 : tensor<8xf32>
    %648 = stablehlo.add %645, %647 : tensor<8xf32>
    %649 = stablehlo.multiply %438, %438 : tensor<8xf32>
    %650 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %651 = stablehlo.multiply %arg58, %650 : tensor<8xf32>
    %652 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %653 = stablehlo.multiply %649, %652 : tensor<8xf32>
    %654 = stablehlo.add %651, %653 : tensor<8xf32>
    %655 = stablehlo.multiply %440, %440 : tensor<8xf32>
    %656 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %657 = stablehlo.multiply %arg59, %656 : tensor<8xf32>
    %658 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %659 = stablehlo.multiply %655, %658 : tensor<8xf32>
    %660 = stablehlo.add %657, %659 : tensor<8xf32>
    %661 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %662 = stablehlo.multiply %arg60, %661 : tensor<f32>
    %663 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %664 = stablehlo.add %662, %663 : tensor<f32>
    %665 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %666 = stablehlo.multiply %arg61, %665 : tensor<f32>
    %667 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %668 = stablehlo.add %666, %667 : tensor<f32>
    %669 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %670 = stablehlo.divide %669, %664 : tensor<f32>
    %671 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %672 = stablehlo.divide %671, %668 : tensor<f32>
    %673 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %674 = stablehlo.multiply %445, %673 : tensor<64x8xf32>
    %675 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %676 = stablehlo.multiply %546, %675 : tensor<64x8xf32>
    %677 = stablehlo.sqrt %676 : tensor<64x8xf32>
    %678 = stablehlo.constant dense<9.99999993922529e-9> : tensor<64x8xf32>
    %679 = stablehlo.add %677, %678 : tensor<64x8xf32>
    %680 = stablehlo.divide %674, %679 : tensor<64x8xf32>
    %681 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %682 = stablehlo.multiply %450, %681 : tensor<4x8xf32>
    %683 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %684 = stablehlo.multiply %552, %683 : tensor<4x8xf32>
    %685 = stablehlo.sqrt %684 : tensor<4x8xf32>
    %686 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %687 = stablehlo.add %685, %686 : tensor<4x8xf32>
    %688 = stablehlo.divide %682, %687 : tensor<4x8xf32>
    %689 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %690 = stablehlo.multiply %455, %689 : tensor<8xf32>
    %691 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %692 = stablehlo.multiply %558, %691 : tensor<8xf32>
    %693 = stablehlo.sqrt %692 : tensor<8xf32>
    %694 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %695 = stablehlo.add %693, %694 : tensor<8xf32>
    %696 = stablehlo.divide %690, %695 : tensor<8xf32>
    %697 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %698 = stablehlo.multiply %460, %697 : tensor<8xf32>
    %699 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %700 = stablehlo.multiply %564, %699 : tensor<8xf32>
    %701 = stablehlo.sqrt %700 : tensor<8xf32>
    %702 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %703 = stablehlo.add %701, %702 : tensor<8xf32>
    %704 = stablehlo.divide %698, %703 : tensor<8xf32>
    %705 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %706 = stablehlo.multiply %465, %705 : tensor<8x4xf32>
    %707 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %708 = stablehlo.multiply %570, %707 : tensor<8x4xf32>
    %709 = stablehlo.sqrt %708 : tensor<8x4xf32>
    %710 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %711 = stablehlo.add %709, %710 : tensor<8x4xf32>
    %712 = stablehlo.divide %706, %711 : tensor<8x4xf32>
    %713 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %714 = stablehlo.multiply %470, %713 : tensor<4xf32>
    %715 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %716 = stablehlo.multiply %576, %715 : tensor<4xf32>
    %717 = stablehlo.sqrt %716 : tensor<4xf32>
    %718 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %719 = stablehlo.add %717, %718 : tensor<4xf32>
    %720 = stablehlo.divide %714, %719 : tensor<4xf32>
    %721 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %722 = stablehlo.multiply %475, %721 : tensor<8x4xf32>
    %723 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %724 = stablehlo.multiply %582, %723 : tensor<8x4xf32>
    %725 = stablehlo.sqrt %724 : tensor<8x4xf32>
    %726 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %727 = stablehlo.add %725, %726 : tensor<8x4xf32>
    %728 = stablehlo.divide %722, %727 : tensor<8x4xf32>
    %729 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %730 = stablehlo.multiply %480, %729 : tensor<4xf32>
    %731 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %732 = stablehlo.multiply %588, %731 : tensor<4xf32>
    %733 = stablehlo.sqrt %732 : tensor<4xf32>
    %734 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %735 = stablehlo.add %733, %734 : tensor<4xf32>
    %736 = stablehlo.divide %730, %735 : tensor<4xf32>
    %737 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %738 = stablehlo.multiply %485, %737 : tensor<8x4xf32>
    %739 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %740 = stablehlo.multiply %594, %739 : tensor<8x4xf32>
    %741 = stablehlo.sqrt %740 : tensor<8x4xf32>
    %742 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %743 = stablehlo.add %741, %742 : tensor<8x4xf32>
    %744 = stablehlo.divide %738, %743 : tensor<8x4xf32>
    %745 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %746 = stablehlo.multiply %490, %745 : tensor<4xf32>
    %747 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %748 = stablehlo.multiply %600, %747 : tensor<4xf32>
    %749 = stablehlo.sqrt %748 : tensor<4xf32>
    %750 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %751 = stablehlo.add %749, %750 : tensor<4xf32>
    %752 = stablehlo.divide %746, %751 : tensor<4xf32>
    %753 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %754 = stablehlo.multiply %495, %753 : tensor<4x8xf32>
    %755 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %756 = stablehlo.multiply %606, %755 : tensor<4x8xf32>
    %757 = stablehlo.sqrt %756 : tensor<4x8xf32>
    %758 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %759 = stablehlo.add %757, %758 : tensor<4x8xf32>
    %760 = stablehlo.divide %754, %759 : tensor<4x8xf32>
    %761 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %762 = stablehlo.multiply %500, %761 : tensor<8xf32>
    %763 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %764 = stablehlo.multiply %612, %763 : tensor<8xf32>
    %765 = stablehlo.sqrt %764 : tensor<8xf32>
    %766 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %767 = stablehlo.add %765, %766 : tensor<8xf32>
    %768 = stablehlo.divide %762, %767 : tensor<8xf32>
    %769 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %770 = stablehlo.multiply %505, %769 : tensor<8xf32>
    %771 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %772 = stablehlo.multiply %618, %771 : tensor<8xf32>
    %773 = stablehlo.sqrt %772 : tensor<8xf32>
    %774 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %775 = stablehlo.add %773, %774 : tensor<8xf32>
    %776 = stablehlo.divide %770, %775 : tensor<8xf32>
    %777 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %778 = stablehlo.multiply %510, %777 : tensor<8xf32>
    %779 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %780 = stablehlo.multiply %624, %779 : tensor<8xf32>
    %781 = stablehlo.sqrt %780 : tensor<8xf32>
    %782 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %783 = stablehlo.add %781, %782 : tensor<8xf32>
    %784 = stablehlo.divide %778, %783 : tensor<8xf32>
    %785 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %786 = stablehlo.multiply %515, %785 : tensor<8x16xf32>
    %787 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %788 = stablehlo.multiply %630, %787 : tensor<8x16xf32>
    %789 = stablehlo.sqrt %788 : tensor<8x16xf32>
    %790 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x16xf32>
    %791 = stablehlo.add %789, %790 : tensor<8x16xf32>
    %792 = stablehlo.divide %786, %791 : tensor<8x16xf32>
    %793 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %794 = stablehlo.multiply %520, %793 : tensor<16xf32>
    %795 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %796 = stablehlo.multiply %636, %795 : tensor<16xf32>
    %797 = stablehlo.sqrt %796 : tensor<16xf32>
    %798 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16xf32>
    %799 = stablehlo.add %797, %798 : tensor<16xf32>
    %800 = stablehlo.divide %794, %799 : tensor<16xf32>
    %801 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<16x8xf32>
    %802 = stablehlo.multiply %525, %801 : tensor<16x8xf32>
    %803 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<16x8xf32>
    %804 = stablehlo.multiply %642, %803 : tensor<16x8xf32>
    %805 = stablehlo.sqrt %804 : tensor<16x8xf32>
    %806 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16x8xf32>
    %807 = stablehlo.add %805, %806 : tensor<16x8xf32>
    %808 = stablehlo.divide %802, %807 : tensor<16x8xf32>
    %809 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %810 = stablehlo.multiply %530, %809 : tensor<8xf32>
    %811 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %812 = stablehlo.multiply %648, %811 : tensor<8xf32>
    %813 = stablehlo.sqrt %812 : tensor<8xf32>
    %814 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %815 = stablehlo.add %813, %814 : tensor<8xf32>
    %816 = stablehlo.divide %810, %815 : tensor<8xf32>
    %817 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %818 = stablehlo.multiply %535, %817 : tensor<8xf32>
    %819 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %820 = stablehlo.multiply %654, %819 : tensor<8xf32>
    %821 = stablehlo.sqrt %820 : tensor<8xf32>
    %822 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %823 = stablehlo.add %821, %822 : tensor<8xf32>
    %824 = stablehlo.divide %818, %823 : tensor<8xf32>
    %825 = stablehlo.broadcast_in_dim %670, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %826 = stablehlo.multiply %540, %825 : tensor<8xf32>
    %827 = stablehlo.broadcast_in_dim %672, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %828 = stablehlo.multiply %660, %827 : tensor<8xf32>
    %829 = stablehlo.sqrt %828 : tensor<8xf32>
    %830 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %831 = stablehlo.add %829, %830 : tensor<8xf32>
    %832 = stablehlo.divide %826, %831 : tensor<8xf32>
    %833 = stablehlo.constant dense<9.999999776482582e-3> : tensor<64x8xf32>
    %834 = stablehlo.multiply %arg0, %833 : tensor<64x8xf32>
    %835 = stablehlo.add %680, %834 : tensor<64x8xf32>
    %836 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %837 = stablehlo.multiply %arg1, %836 : tensor<4x8xf32>
    %838 = stablehlo.add %688, %837 : tensor<4x8xf32>
    %839 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %840 = stablehlo.multiply %arg2, %839 : tensor<8xf32>
    %841 = stablehlo.add %696, %840 : tensor<8xf32>
    %842 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %843 = stablehlo.multiply %arg3, %842 : tensor<8xf32>
    %844 = stablehlo.add %704, %843 : tensor<8xf32>
    %845 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %846 = stablehlo.multiply %arg4, %845 : tensor<8x4xf32>
    %847 = stablehlo.add %712, %846 : tensor<8x4xf32>
    %848 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %849 = stablehlo.multiply %arg5, %848 : tensor<4xf32>
    %850 = stablehlo.add %720, %849 : tensor<4xf32>
    %851 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %852 = stablehlo.multiply %arg6, %851 : tensor<8x4xf32>
    %853 = stablehlo.add %728, %852 : tensor<8x4xf32>
    %854 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %855 = stablehlo.multiply %arg7, %854 : tensor<4xf32>
    %856 = stablehlo.add %736, %855 : tensor<4xf32>
    %857 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %858 = stablehlo.multiply %arg8, %857 : tensor<8x4xf32>
    %859 = stablehlo.add %744, %858 : tensor<8x4xf32>
    %860 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %861 = stablehlo.multiply %arg9, %860 : tensor<4xf32>
    %862 = stablehlo.add %752, %861 : tensor<4xf32>
    %863 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %864 = stablehlo.multiply %arg10, %863 : tensor<4x8xf32>
    %865 = stablehlo.add %760, %864 : tensor<4x8xf32>
    %866 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %867 = stablehlo.multiply %arg11, %866 : tensor<8xf32>
    %868 = stablehlo.add %768, %867 : tensor<8xf32>
    %869 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %870 = stablehlo.multiply %arg12, %869 : tensor<8xf32>
    %871 = stablehlo.add %776, %870 : tensor<8xf32>
    %872 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %873 = stablehlo.multiply %arg13, %872 : tensor<8xf32>
    %874 = stablehlo.add %784, %873 : tensor<8xf32>
    %875 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x16xf32>
    %876 = stablehlo.multiply %arg14, %875 : tensor<8x16xf32>
    %877 = stablehlo.add %792, %876 : tensor<8x16xf32>
    %878 = stablehlo.constant dense<9.999999776482582e-3> : tensor<16xf32>
    %879 = stablehlo.multiply %arg15, %878 : tensor<16xf32>
    %880 = stablehlo.add %800, %879 : tensor<16xf32>
    %881 = stablehlo.constant dense<9.999999776482582e-3> : tensor<16x8xf32>
    %882 = stablehlo.multiply %arg16, %881 : tensor<16x8xf32>
    %883 = stablehlo.add %808, %882 : tensor<16x8xf32>
    %884 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %885 = stablehlo.multiply %arg17, %884 : tensor<8xf32>
    %886 = stablehlo.add %816, %885 : tensor<8xf32>
    %887 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %888 = stablehlo.multiply %arg18, %887 : tensor<8xf32>
    %889 = stablehlo.add %824, %888 : tensor<8xf32>
    %890 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %891 = stablehlo.multiply %arg19, %890 : tensor<8xf32>
    %892 = stablehlo.add %832, %891 : tensor<8xf32>
    %893 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<64x8xf32>
    %894 = stablehlo.multiply %835, %893 : tensor<64x8xf32>
    %895 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %896 = stablehlo.multiply %838, %895 : tensor<4x8xf32>
    %897 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %898 = stablehlo.multiply %841, %897 : tensor<8xf32>
    %899 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %900 = stablehlo.multiply %844, %899 : tensor<8xf32>
    %901 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %902 = stablehlo.multiply %847, %901 : tensor<8x4xf32>
    %903 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %904 = stablehlo.multiply %850, %903 : tensor<4xf32>
    %905 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %906 = stablehlo.multiply %853, %905 : tensor<8x4xf32>
    %907 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %908 = stablehlo.multiply %856, %907 : tensor<4xf32>
    %909 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %910 = stablehlo.multiply %859, %909 : tensor<8x4xf32>
    %911 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %912 = stablehlo.multiply %862, %911 : tensor<4xf32>
    %913 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %914 = stablehlo.multiply %865, %913 : tensor<4x8xf32>
    %915 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %916 = stablehlo.multiply %868, %915 : tensor<8xf32>
    %917 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %918 = stablehlo.multiply %871, %917 : tensor<8xf32>
    %919 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %920 = stablehlo.multiply %874, %919 : tensor<8xf32>
    %921 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x16xf32>
    %922 = stablehlo.multiply %877, %921 : tensor<8x16xf32>
    %923 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<16xf32>
    %924 = stablehlo.multiply %880, %923 : tensor<16xf32>
    %925 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<16x8xf32>
    %926 = stablehlo.multiply %883, %925 : tensor<16x8xf32>
    %927 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %928 = stablehlo.multiply %886, %927 : tensor<8xf32>
    %929 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %930 = stablehlo.multiply %889, %929 : tensor<8xf32>
    %931 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %932 = stablehlo.multiply %892, %931 : tensor<8xf32>
    %933 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %934 = stablehlo.add %arg62, %933 : tensor<f32>
    %935 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %936 = stablehlo.minimum %934, %935 : tensor<f32>
    %937 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %938 = stablehlo.multiply %894, %937 : tensor<64x8xf32>
    %939 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %940 = stablehlo.multiply %896, %939 : tensor<4x8xf32>
    %941 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %942 = stablehlo.multiply %898, %941 : tensor<8xf32>
    %943 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %944 = stablehlo.multiply %900, %943 : tensor<8xf32>
    %945 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %946 = stablehlo.multiply %902, %945 : tensor<8x4xf32>
    %947 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %948 = stablehlo.multiply %904, %947 : tensor<4xf32>
    %949 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %950 = stablehlo.multiply %906, %949 : tensor<8x4xf32>
    %951 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %952 = stablehlo.multiply %908, %951 : tensor<4xf32>
    %953 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %954 = stablehlo.multiply %910, %953 : tensor<8x4xf32>
    %955 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %956 = stablehlo.multiply %912, %955 : tensor<4xf32>
    %957 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %958 = stablehlo.multiply %914, %957 : tensor<4x8xf32>
    %959 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %960 = stablehlo.multiply %916, %959 : tensor<8xf32>
    %961 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %962 = stablehlo.multiply %918, %961 : tensor<8xf32>
    %963 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %964 = stablehlo.multiply %920, %963 : tensor<8xf32>
    %965 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %966 = stablehlo.multiply %922, %965 : tensor<8x16xf32>
    %967 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %968 = stablehlo.multiply %924, %967 : tensor<16xf32>
    %969 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<16x8xf32>
    %970 = stablehlo.multiply %926, %969 : tensor<16x8xf32>
    %971 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %972 = stablehlo.multiply %928, %971 : tensor<8xf32>
    %973 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %974 = stablehlo.multiply %930, %973 : tensor<8xf32>
    %975 = stablehlo.broadcast_in_dim %936, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %976 = stablehlo.multiply %932, %975 : tensor<8xf32>
    %977 = stablehlo.add %arg0, %938 : tensor<64x8xf32>
    %978 = stablehlo.add %arg1, %940 : tensor<4x8xf32>
    %979 = stablehlo.add %arg2, %942 : tensor<8xf32>
    %980 = stablehlo.add %arg3, %944 : tensor<8xf32>
    %981 = stablehlo.add %arg4, %946 : tensor<8x4xf32>
    %982 = stablehlo.add %arg5, %948 : tensor<4xf32>
    %983 = stablehlo.add %arg6, %950 : tensor<8x4xf32>
    %984 = stablehlo.add %arg7, %952 : tensor<4xf32>
    %985 = stablehlo.add %arg8, %954 : tensor<8x4xf32>
    %986 = stablehlo.add %arg9, %956 : tensor<4xf32>
    %987 = stablehlo.add %arg10, %958 : tensor<4x8xf32>
    %988 = stablehlo.add %arg11, %960 : tensor<8xf32>
    %989 = stablehlo.add %arg12, %962 : tensor<8xf32>
    %990 = stablehlo.add %arg13, %964 : tensor<8xf32>
    %991 = stablehlo.add %arg14, %966 : tensor<8x16xf32>
    %992 = stablehlo.add %arg15, %968 : tensor<16xf32>
    %993 = stablehlo.add %arg16, %970 : tensor<16x8xf32>
    %994 = stablehlo.add %arg17, %972 : tensor<8xf32>
    %995 = stablehlo.add %arg18, %974 : tensor<8xf32>
    %996 = stablehlo.add %arg19, %976 : tensor<8xf32>
    return %977, %978, %979, %980, %981, %982, %983, %984, %985, %986, %987, %988, %989, %990, %991, %992, %993, %994, %995, %996, %445, %450, %455, %460, %465, %470, %475, %480, %485, %490, %495, %500, %505, %510, %515, %520, %525, %530, %535, %540, %546, %552, %558, %564, %570, %576, %582, %588, %594, %600, %606, %612, %618, %624, %630, %636, %642, %648, %654, %660, %664, %668, %936, %326 : tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
