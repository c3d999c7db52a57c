module @trainStep attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 2 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=2]>
  func.func public @main(%arg0: tensor<32x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x4xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<4xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x4xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<4xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x4xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<4xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<4x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x16xf32> loc("state.params.blocks[0].feedForward.up.w"), %arg15: tensor<16xf32> loc("state.params.blocks[0].feedForward.up.b"), %arg16: tensor<16x8xf32> loc("state.params.blocks[0].feedForward.down.w"), %arg17: tensor<8xf32> loc("state.params.blocks[0].feedForward.down.b"), %arg18: tensor<8xf32> loc("state.params.norm.scale"), %arg19: tensor<8xf32> loc("state.params.norm.bias"), %arg20: tensor<32x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg21: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg23: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg24: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg25: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg26: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg27: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg28: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg29: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg30: tensor<4x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg32: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg33: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg34: tensor<8x16xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.w"), %arg35: tensor<16xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up.b"), %arg36: tensor<16x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.w"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down.b"), %arg38: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg39: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg40: tensor<32x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg41: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg42: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg43: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg44: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg45: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg46: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg47: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg48: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg49: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg50: tensor<4x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg51: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg52: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg53: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg54: tensor<8x16xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.w"), %arg55: tensor<16xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up.b"), %arg56: tensor<16x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.w"), %arg57: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down.b"), %arg58: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg59: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg60: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg61: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg62: tensor<f32> loc("state.optimizer[2].share"), %arg63: tensor<2x4xi32> loc("tokens"), %arg64: tensor<2x4xi32> loc("targets")) -> (tensor<32x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x16xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.w"}, tensor<16xf32> {jax.result_info = "state.params.blocks[0].feedForward.up.b"}, tensor<16x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x16xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.w"}, tensor<16xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up.b"}, tensor<16x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x16xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.w"}, tensor<16xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up.b"}, tensor<16x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %0 = stablehlo.constant dense<0> : tensor<2x4xi32>
    %1 = stablehlo.maximum %arg63, %0 : tensor<2x4xi32>
    %2 = stablehlo.constant dense<[63]> : tensor<1xi32>
    %3 = stablehlo.reshape %2 : (tensor<1xi32>) -> tensor<i32>
    %4 = stablehlo.broadcast_in_dim %3, dims = [] : (tensor<i32>) -> tensor<2x4xi32>
    %5 = stablehlo.minimum %1, %4 : tensor<2x4xi32>
    %6 = stablehlo.constant dense<[0, 32]> : tensor<2xi32>
    %t0 = stablehlo.replica_id : tensor<ui32>
    %t1 = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
    %t2 = stablehlo.dynamic_slice %t1, %t0, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t3 = stablehlo.reshape %t2 : (tensor<1xi32>) -> tensor<i32>
    %t4 = stablehlo.constant dense<0> : tensor<i32>
    %7 = stablehlo.dynamic_slice %6, %t3, sizes = [1] : (tensor<2xi32>, tensor<i32>) -> tensor<1xi32>
    %8 = stablehlo.reshape %7 : (tensor<1xi32>) -> tensor<i32>
    %9 = stablehlo.broadcast_in_dim %8, dims = [] : (tensor<i32>) -> tensor<2x4xi32>
    %10 = stablehlo.subtract %5, %9 : tensor<2x4xi32>
    %11 = "stablehlo.gather"(%arg0, %10) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<32x8xf32>, tensor<2x4xi32>) -> tensor<2x4x8xf32>
    %12 = stablehlo.constant dense<0> : tensor<2x4xi32>
    %13 = stablehlo.compare GE, %10, %12 : (tensor<2x4xi32>, tensor<2x4xi32>) -> tensor<2x4xi1>
    %14 = stablehlo.constant dense<32> : tensor<2x4xi32>
    %15 = stablehlo.compare LT, %10, %14 : (tensor<2x4xi32>, tensor<2x4xi32>) -> tensor<2x4xi1>
    %16 = stablehlo.and %13, %15 : tensor<2x4xi1>
    %17 = stablehlo.broadcast_in_dim %16, dims = [0, 1] : (tensor<2x4xi1>) -> tensor<2x4x8xi1>
    %18 = stablehlo.constant dense<0.0e+0> : tensor<2x4x8xf32>
    %19 = stablehlo.select %17, %11, %18 : tensor<2x4x8xi1>, tensor<2x4x8xf32>
    %20 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<4x8xf32>) -> tensor<2x4x8xf32>
    %21 = "stablehlo.all_reduce"(%19) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %22 = stablehlo.add %21, %20 : tensor<2x4x8xf32>
    %23 = stablehlo.reduce(%22 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %24 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %25 = stablehlo.multiply %23, %24 : tensor<2x4xf32>
    %26 = stablehlo.broadcast_in_dim %25, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %27 = stablehlo.subtract %22, %26 : tensor<2x4x8xf32>
    %28 = stablehlo.multiply %27, %27 : tensor<2x4x8xf32>
    %29 = stablehlo.reduce(%28 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %30 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %31 = stablehlo.multiply %29, %30 : tensor<2x4xf32>
    %32 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %33 = stablehlo.add %31, %32 : tensor<2x4xf32>
    %34 = stablehlo.sqrt %33 : tensor<2x4xf32>
    %35 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %36 = stablehlo.multiply %34, %35 : tensor<2x4xf32>
    %37 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %38 = stablehlo.divide %37, %34 : tensor<2x4xf32>
    %39 = stablehlo.divide %38, %34 : tensor<2x4xf32>
    %40 = stablehlo.negate %39 : tensor<2x4xf32>
    %41 = stablehlo.broadcast_in_dim %38, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %42 = stablehlo.multiply %27, %41 : tensor<2x4x8xf32>
    %43 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %44 = stablehlo.multiply %42, %43 : tensor<2x4x8xf32>
    %45 = stablehlo.broadcast_in_dim %arg3, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %46 = stablehlo.add %44, %45 : tensor<2x4x8xf32>
    %47 = stablehlo.dot_general %46, %arg4, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %48 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %49 = stablehlo.add %47, %48 : tensor<2x4x4xf32>
    %50 = stablehlo.reshape %49 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %51 = stablehlo.dot_general %46, %arg6, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %52 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %53 = stablehlo.add %51, %52 : tensor<2x4x4xf32>
    %54 = stablehlo.reshape %53 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %55 = stablehlo.dot_general %46, %arg8, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %56 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %57 = stablehlo.add %55, %56 : tensor<2x4x4xf32>
    %58 = stablehlo.reshape %57 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %59 = stablehlo.dot_general %50, %54, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x1x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %60 = stablehlo.constant dense<5.0e-1> : tensor<2x1x4x4xf32>
    %61 = stablehlo.multiply %59, %60 : tensor<2x1x4x4xf32>
    %62 = stablehlo.iota dim = 0 : tensor<4xi32>
    %63 = stablehlo.broadcast_in_dim %62, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %64 = stablehlo.iota dim = 0 : tensor<4xi32>
    %65 = stablehlo.broadcast_in_dim %64, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %66 = stablehlo.compare LE, %63, %65 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %67 = stablehlo.broadcast_in_dim %66, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x1x4x4xi1>
    %68 = stablehlo.constant dense<-1.0e+9> : tensor<2x1x4x4xf32>
    %69 = stablehlo.select %67, %61, %68 : tensor<2x1x4x4xi1>, tensor<2x1x4x4xf32>
    %70 = stablehlo.reduce(%69 init: %init1) applies stablehlo.maximum across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %71 = stablehlo.broadcast_in_dim %70, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %72 = stablehlo.subtract %69, %71 : tensor<2x1x4x4xf32>
    %73 = stablehlo.exponential %72 : tensor<2x1x4x4xf32>
    %74 = stablehlo.reduce(%73 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %75 = stablehlo.constant dense<1.0e+0> : tensor<2x1x4xf32>
    %76 = stablehlo.divide %75, %74 : tensor<2x1x4xf32>
    %77 = stablehlo.divide %76, %74 : tensor<2x1x4xf32>
    %78 = stablehlo.negate %77 : tensor<2x1x4xf32>
    %79 = stablehlo.broadcast_in_dim %76, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %80 = stablehlo.multiply %73, %79 : tensor<2x1x4x4xf32>
    %81 = stablehlo.dot_general %80, %58, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %82 = stablehlo.transpose %81, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %83 = stablehlo.reshape %82 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %84 = stablehlo.dot_general %83, %arg10, contracting_dims = [2] x [0] : (tensor<2x4x4xf32>, tensor<4x8xf32>) -> tensor<2x4x8xf32>
    %85 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %86 = "stablehlo.all_reduce"(%84) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %87 = stablehlo.add %86, %85 : tensor<2x4x8xf32>
    %88 = stablehlo.add %22, %87 : tensor<2x4x8xf32>
    %89 = stablehlo.reduce(%88 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %90 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %91 = stablehlo.multiply %89, %90 : tensor<2x4xf32>
    %92 = stablehlo.broadcast_in_dim %91, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %93 = stablehlo.subtract %88, %92 : tensor<2x4x8xf32>
    %94 = stablehlo.multiply %93, %93 : tensor<2x4x8xf32>
    %95 = stablehlo.reduce(%94 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %96 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %97 = stablehlo.multiply %95, %96 : tensor<2x4xf32>
    %98 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %99 = stablehlo.add %97, %98 : tensor<2x4xf32>
    %100 = stablehlo.sqrt %99 : tensor<2x4xf32>
    %101 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %102 = stablehlo.multiply %100, %101 : tensor<2x4xf32>
    %103 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %104 = stablehlo.divide %103, %100 : tensor<2x4xf32>
    %105 = stablehlo.divide %104, %100 : tensor<2x4xf32>
    %106 = stablehlo.negate %105 : tensor<2x4xf32>
    %107 = stablehlo.broadcast_in_dim %104, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %108 = stablehlo.multiply %93, %107 : tensor<2x4x8xf32>
    %109 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %110 = stablehlo.multiply %108, %109 : tensor<2x4x8xf32>
    %111 = stablehlo.broadcast_in_dim %arg13, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %112 = stablehlo.add %110, %111 : tensor<2x4x8xf32>
    %113 = stablehlo.dot_general %112, %arg14, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x16xf32>) -> tensor<2x4x16xf32>
    %114 = stablehlo.broadcast_in_dim %arg15, dims = [2] : (tensor<16xf32>) -> tensor<2x4x16xf32>
    %115 = stablehlo.add %113, %114 : tensor<2x4x16xf32>
    %116 = stablehlo.constant dense<5.0e-1> : tensor<2x4x16xf32>
    %117 = stablehlo.multiply %115, %116 : tensor<2x4x16xf32> loc("gelu")
    %118 = stablehlo.multiply %115, %115 : tensor<2x4x16xf32> loc("gelu")
    %119 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x4x16xf32>
    %120 = stablehlo.multiply %118, %119 : tensor<2x4x16xf32> loc("gelu")
    %121 = stablehlo.constant dense<1.0e+0> : tensor<2x4x16xf32>
    %122 = stablehlo.add %120, %121 : tensor<2x4x16xf32> loc("gelu")
    %123 = stablehlo.multiply %115, %122 : tensor<2x4x16xf32> loc("gelu")
    %124 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x4x16xf32>
    %125 = stablehlo.multiply %123, %124 : tensor<2x4x16xf32> loc("gelu")
    %126 = stablehlo.constant dense<0.0e+0> : tensor<2x4x16xf32>
    %127 = stablehlo.compare LT, %125, %126 : (tensor<2x4x16xf32>, tensor<2x4x16xf32>) -> tensor<2x4x16xi1> loc("gelu")
    %128 = stablehlo.constant dense<1.0e+0> : tensor<2x4x16xf32>
    %129 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x16xf32>
    %130 = stablehlo.select %127, %128, %129 : tensor<2x4x16xi1>, tensor<2x4x16xf32> loc("gelu")
    %131 = stablehlo.multiply %125, %130 : tensor<2x4x16xf32> loc("gelu")
    %132 = stablehlo.constant dense<2.0e+0> : tensor<2x4x16xf32>
    %133 = stablehlo.multiply %131, %132 : tensor<2x4x16xf32> loc("gelu")
    %134 = stablehlo.exponential %133 : tensor<2x4x16xf32> loc("gelu")
    %135 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x16xf32>
    %136 = stablehlo.add %134, %135 : tensor<2x4x16xf32> loc("gelu")
    %137 = stablehlo.constant dense<1.0e+0> : tensor<2x4x16xf32>
    %138 = stablehlo.add %134, %137 : tensor<2x4x16xf32> loc("gelu")
    %139 = stablehlo.constant dense<1.0e+0> : tensor<2x4x16xf32>
    %140 = stablehlo.divide %139, %138 : tensor<2x4x16xf32> loc("gelu")
    %141 = stablehlo.multiply %140, %140 : tensor<2x4x16xf32> loc("gelu")
    %142 = stablehlo.negate %141 : tensor<2x4x16xf32> loc("gelu")
    %143 = stablehlo.multiply %136, %140 : tensor<2x4x16xf32> loc("gelu")
    %144 = stablehlo.multiply %143, %130 : tensor<2x4x16xf32> loc("gelu")
    %145 = stablehlo.constant dense<1.0e+0> : tensor<2x4x16xf32>
    %146 = stablehlo.add %144, %145 : tensor<2x4x16xf32> loc("gelu")
    %147 = stablehlo.multiply %117, %146 : tensor<2x4x16xf32> loc("gelu")
    %148 = stablehlo.dot_general %147, %arg16, contracting_dims = [2] x [0] : (tensor<2x4x16xf32>, tensor<16x8xf32>) -> tensor<2x4x8xf32>
    %149 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %150 = "stablehlo.all_reduce"(%148) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %151 = stablehlo.add %150, %149 : tensor<2x4x8xf32>
    %152 = stablehlo.add %88, %151 : tensor<2x4x8xf32>
    %153 = stablehlo.reduce(%152 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %154 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %155 = stablehlo.multiply %153, %154 : tensor<2x4xf32>
    %156 = stablehlo.broadcast_in_dim %155, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %157 = stablehlo.subtract %152, %156 : tensor<2x4x8xf32>
    %158 = stablehlo.multiply %157, %157 : tensor<2x4x8xf32>
    %159 = stablehlo.reduce(%158 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %160 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %161 = stablehlo.multiply %159, %160 : tensor<2x4xf32>
    %162 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %163 = stablehlo.add %161, %162 : tensor<2x4xf32>
    %164 = stablehlo.sqrt %163 : tensor<2x4xf32>
    %165 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %166 = stablehlo.multiply %164, %165 : tensor<2x4xf32>
    %167 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %168 = stablehlo.divide %167, %164 : tensor<2x4xf32>
    %169 = stablehlo.divide %168, %164 : tensor<2x4xf32>
    %170 = stablehlo.negate %169 : tensor<2x4xf32>
    %171 = stablehlo.broadcast_in_dim %168, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %172 = stablehlo.multiply %157, %171 : tensor<2x4x8xf32>
    %173 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %174 = stablehlo.multiply %172, %173 : tensor<2x4x8xf32>
    %175 = stablehlo.broadcast_in_dim %arg19, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %176 = stablehlo.add %174, %175 : tensor<2x4x8xf32>
    %177 = stablehlo.dot_general %176, %arg0, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<32x8xf32>) -> tensor<2x4x32xf32>
    %178 = stablehlo.reduce(%177 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x32xf32>, tensor<f32>) -> tensor<2x4xf32>
    %179 = "stablehlo.all_reduce"(%178) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %180 = stablehlo.broadcast_in_dim %179, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x32xf32>
    %181 = stablehlo.subtract %177, %180 : tensor<2x4x32xf32>
    %182 = stablehlo.exponential %181 : tensor<2x4x32xf32>
    %183 = stablehlo.reduce(%182 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x32xf32>, tensor<f32>) -> tensor<2x4xf32>
    %184 = "stablehlo.all_reduce"(%183) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %185 = stablehlo.log %184 : tensor<2x4xf32>
    %186 = stablehlo.broadcast_in_dim %185, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x32xf32>
    %187 = stablehlo.subtract %181, %186 : tensor<2x4x32xf32>
    %188 = stablehlo.broadcast_in_dim %arg64, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x32xi32>
    %189 = stablehlo.iota dim = 0 : tensor<64xi32>
    %190 = stablehlo.broadcast_in_dim %189, dims = [2] : (tensor<64xi32>) -> tensor<2x4x64xi32>
    %t5 = stablehlo.replica_id : tensor<ui32>
    %t6 = stablehlo.constant dense<[0, 32]> : tensor<2xi32>
    %t7 = stablehlo.dynamic_slice %t6, %t5, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t8 = stablehlo.reshape %t7 : (tensor<1xi32>) -> tensor<i32>
    %t9 = stablehlo.constant dense<0> : tensor<i32>
    %191 = stablehlo.dynamic_slice %190, %t9, %t9, %t8, sizes = [2, 4, 32] : (tensor<2x4x64xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<2x4x32xi32>
    %192 = stablehlo.compare EQ, %188, %191 : (tensor<2x4x32xi32>, tensor<2x4x32xi32>) -> tensor<2x4x32xi1>
    %193 = stablehlo.convert %192 : (tensor<2x4x32xi1>) -> tensor<2x4x32xf32>
    %194 = stablehlo.multiply %187, %193 : tensor<2x4x32xf32>
    %195 = stablehlo.reduce(%194 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x4x32xf32>, tensor<f32>) -> tensor<f32>
    %196 = stablehlo.constant dense<-6.25e-2> : tensor<2x4x32xf32>
    %197 = stablehlo.multiply %196, %193 : tensor<2x4x32xf32>
    %198 = stablehlo.reduce(%197 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x32xf32>, tensor<f32>) -> tensor<2x4xf32>
    %199 = stablehlo.negate %198 : tensor<2x4xf32>
    %200 = stablehlo.divide %199, %184 : tensor<2x4xf32>
    %201 = "stablehlo.all_reduce"(%200) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %202 = stablehlo.broadcast_in_dim %201, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x32xf32>
    %203 = stablehlo.multiply %182, %202 : tensor<2x4x32xf32>
    %204 = stablehlo.add %197, %203 : tensor<2x4x32xf32>
    %205 = stablehlo.dot_general %204, %arg0, contracting_dims = [2] x [0] : (tensor<2x4x32xf32>, tensor<32x8xf32>) -> tensor<2x4x8xf32>
    %206 = "stablehlo.all_reduce"(%205) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %207 = stablehlo.reduce(%206 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %208 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %209 = stablehlo.multiply %206, %208 : tensor<2x4x8xf32>
    %210 = stablehlo.broadcast_in_dim %168, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %211 = stablehlo.multiply %209, %210 : tensor<2x4x8xf32>
    %212 = stablehlo.multiply %157, %209 : tensor<2x4x8xf32>
    %213 = stablehlo.reduce(%212 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %214 = stablehlo.multiply %170, %213 : tensor<2x4xf32>
    %215 = stablehlo.divide %214, %166 : tensor<2x4xf32>
    %216 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %217 = stablehlo.multiply %215, %216 : tensor<2x4xf32>
    %218 = stablehlo.broadcast_in_dim %217, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %219 = stablehlo.multiply %218, %157 : tensor<2x4x8xf32>
    %220 = stablehlo.add %211, %219 : tensor<2x4x8xf32>
    %221 = stablehlo.add %220, %219 : tensor<2x4x8xf32>
    %222 = stablehlo.reduce(%221 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %223 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %224 = stablehlo.multiply %222, %223 : tensor<2x4xf32>
    %225 = stablehlo.broadcast_in_dim %224, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %226 = stablehlo.add %221, %225 : tensor<2x4x8xf32>
    %227 = stablehlo.reduce(%226 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %228 = stablehlo.dot_general %226, %arg16, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<16x8xf32>) -> tensor<2x4x16xf32>
    %229 = stablehlo.multiply %228, %146 : tensor<2x4x16xf32> loc("gelu")
    %230 = stablehlo.multiply %117, %228 : tensor<2x4x16xf32> loc("gelu")
    %231 = stablehlo.multiply %230, %130 : tensor<2x4x16xf32> loc("gelu")
    %232 = stablehlo.multiply %231, %140 : tensor<2x4x16xf32> loc("gelu")
    %233 = stablehlo.multiply %136, %231 : tensor<2x4x16xf32> loc("gelu")
    %234 = stablehlo.multiply %142, %233 : tensor<2x4x16xf32> loc("gelu")
    %235 = stablehlo.add %232, %234 : tensor<2x4x16xf32> loc("gelu")
    %236 = stablehlo.multiply %134, %235 : tensor<2x4x16xf32> loc("gelu")
    %237 = stablehlo.constant dense<2.0e+0> : tensor<2x4x16xf32>
    %238 = stablehlo.multiply %236, %237 : tensor<2x4x16xf32> loc("gelu")
    %239 = stablehlo.multiply %238, %130 : tensor<2x4x16xf32> loc("gelu")
    %240 = stablehlo.constant dense<7.978845834732056e-1> : tensor<2x4x16xf32>
    %241 = stablehlo.multiply %239, %240 : tensor<2x4x16xf32> loc("gelu")
    %242 = stablehlo.multiply %241, %122 : tensor<2x4x16xf32> loc("gelu")
    %243 = stablehlo.multiply %115, %241 : tensor<2x4x16xf32> loc("gelu")
    %244 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<2x4x16xf32>
    %245 = stablehlo.multiply %243, %244 : tensor<2x4x16xf32> loc("gelu")
    %246 = stablehlo.multiply %245, %115 : tensor<2x4x16xf32> loc("gelu")
    %247 = stablehlo.add %242, %246 : tensor<2x4x16xf32> loc("gelu")
    %248 = stablehlo.add %247, %246 : tensor<2x4x16xf32> loc("gelu")
    %249 = stablehlo.constant dense<5.0e-1> : tensor<2x4x16xf32>
    %250 = stablehlo.multiply %229, %249 : tensor<2x4x16xf32> loc("gelu")
    %251 = stablehlo.add %248, %250 : tensor<2x4x16xf32> loc("gelu")
    %252 = stablehlo.reduce(%251 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x16xf32>, tensor<f32>) -> tensor<16xf32>
    %253 = stablehlo.dot_general %251, %arg14, contracting_dims = [2] x [1] : (tensor<2x4x16xf32>, tensor<8x16xf32>) -> tensor<2x4x8xf32>
    %254 = "stablehlo.all_reduce"(%253) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %255 = stablehlo.reduce(%254 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %256 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %257 = stablehlo.multiply %254, %256 : tensor<2x4x8xf32>
    %258 = stablehlo.broadcast_in_dim %104, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %259 = stablehlo.multiply %257, %258 : tensor<2x4x8xf32>
    %260 = stablehlo.multiply %93, %257 : tensor<2x4x8xf32>
    %261 = stablehlo.reduce(%260 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %262 = stablehlo.multiply %106, %261 : tensor<2x4xf32>
    %263 = stablehlo.divide %262, %102 : tensor<2x4xf32>
    %264 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %265 = stablehlo.multiply %263, %264 : tensor<2x4xf32>
    %266 = stablehlo.broadcast_in_dim %265, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %267 = stablehlo.multiply %266, %93 : tensor<2x4x8xf32>
    %268 = stablehlo.add %259, %267 : tensor<2x4x8xf32>
    %269 = stablehlo.add %268, %267 : tensor<2x4x8xf32>
    %270 = stablehlo.reduce(%269 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %271 = stablehlo.add %226, %269 : tensor<2x4x8xf32>
    %272 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %273 = stablehlo.multiply %270, %272 : tensor<2x4xf32>
    %274 = stablehlo.broadcast_in_dim %273, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %275 = stablehlo.add %271, %274 : tensor<2x4x8xf32>
    %276 = stablehlo.reduce(%275 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %277 = stablehlo.dot_general %275, %arg10, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<4x8xf32>) -> tensor<2x4x4xf32>
    %278 = stablehlo.reshape %277 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %279 = stablehlo.dot_general %278, %58, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x1x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %280 = stablehlo.broadcast_in_dim %76, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %281 = stablehlo.multiply %279, %280 : tensor<2x1x4x4xf32>
    %282 = stablehlo.multiply %73, %279 : tensor<2x1x4x4xf32>
    %283 = stablehlo.reduce(%282 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %284 = stablehlo.multiply %78, %283 : tensor<2x1x4xf32>
    %285 = stablehlo.broadcast_in_dim %284, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %286 = stablehlo.add %281, %285 : tensor<2x1x4x4xf32>
    %287 = stablehlo.multiply %73, %286 : tensor<2x1x4x4xf32>
    %288 = stablehlo.broadcast_in_dim %66, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x1x4x4xi1>
    %289 = stablehlo.constant dense<0.0e+0> : tensor<2x1x4x4xf32>
    %290 = stablehlo.select %288, %287, %289 : tensor<2x1x4x4xi1>, tensor<2x1x4x4xf32>
    %291 = stablehlo.constant dense<5.0e-1> : tensor<2x1x4x4xf32>
    %292 = stablehlo.multiply %290, %291 : tensor<2x1x4x4xf32>
    %293 = stablehlo.dot_general %292, %54, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %294 = stablehlo.transpose %293, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %295 = stablehlo.reshape %294 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %296 = stablehlo.reduce(%295 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %297 = stablehlo.dot_general %295, %arg4, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %298 = stablehlo.dot_general %46, %295, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %299 = stablehlo.dot_general %292, %50, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %300 = stablehlo.transpose %299, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %301 = stablehlo.reshape %300 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %302 = stablehlo.reduce(%301 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %303 = stablehlo.dot_general %301, %arg6, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %304 = stablehlo.add %297, %303 : tensor<2x4x8xf32>
    %305 = stablehlo.dot_general %46, %301, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %306 = stablehlo.dot_general %80, %278, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %307 = stablehlo.transpose %306, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %308 = stablehlo.reshape %307 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %309 = stablehlo.reduce(%308 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %310 = stablehlo.dot_general %308, %arg8, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %311 = stablehlo.add %304, %310 : tensor<2x4x8xf32>
    %312 = "stablehlo.all_reduce"(%311) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %313 = stablehlo.reduce(%312 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %314 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %315 = stablehlo.multiply %312, %314 : tensor<2x4x8xf32>
    %316 = stablehlo.broadcast_in_dim %38, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %317 = stablehlo.multiply %315, %316 : tensor<2x4x8xf32>
    %318 = stablehlo.multiply %27, %315 : tensor<2x4x8xf32>
    %319 = stablehlo.reduce(%318 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %320 = stablehlo.multiply %40, %319 : tensor<2x4xf32>
    %321 = stablehlo.divide %320, %36 : tensor<2x4xf32>
    %322 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %323 = stablehlo.multiply %321, %322 : tensor<2x4xf32>
    %324 = stablehlo.broadcast_in_dim %323, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %325 = stablehlo.multiply %324, %27 : tensor<2x4x8xf32>
    %326 = stablehlo.add %317, %325 : tensor<2x4x8xf32>
    %327 = stablehlo.add %326, %325 : tensor<2x4x8xf32>
    %328 = stablehlo.reduce(%327 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %329 = stablehlo.add %275, %327 : tensor<2x4x8xf32>
    %330 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %331 = stablehlo.multiply %328, %330 : tensor<2x4xf32>
    %332 = stablehlo.broadcast_in_dim %331, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %333 = stablehlo.add %329, %332 : tensor<2x4x8xf32>
    %334 = stablehlo.reduce(%333 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %335 = stablehlo.constant dense<0.0e+0> : tensor<32x8xf32>
    %336 = stablehlo.constant dense<[0, 32]> : tensor<2xi32>
    %t10 = stablehlo.replica_id : tensor<ui32>
    %t11 = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
    %t12 = stablehlo.dynamic_slice %t11, %t10, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t13 = stablehlo.reshape %t12 : (tensor<1xi32>) -> tensor<i32>
    %t14 = stablehlo.constant dense<0> : tensor<i32>
    %337 = stablehlo.dynamic_slice %336, %t13, sizes = [1] : (tensor<2xi32>, tensor<i32>) -> tensor<1xi32>
    %338 = stablehlo.reshape %337 : (tensor<1xi32>) -> tensor<i32>
    %339 = stablehlo.broadcast_in_dim %338, dims = [] : (tensor<i32>) -> tensor<2x4xi32>
    %340 = stablehlo.subtract %arg63, %339 : tensor<2x4xi32>
    %341 = "stablehlo.scatter"(%335, %340, %333) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<32x8xf32>, tensor<2x4xi32>, tensor<2x4x8xf32>) -> tensor<32x8xf32>
    %342 = stablehlo.multiply %42, %312 : tensor<2x4x8xf32>
    %343 = stablehlo.reduce(%342 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %344 = stablehlo.dot_general %46, %308, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %345 = stablehlo.dot_general %83, %275, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x4xf32>, tensor<2x4x8xf32>) -> tensor<4x8xf32>
    %346 = stablehlo.multiply %108, %254 : tensor<2x4x8xf32>
    %347 = stablehlo.reduce(%346 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %348 = stablehlo.dot_general %112, %251, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x16xf32>) -> tensor<8x16xf32>
    %349 = stablehlo.dot_general %147, %226, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x16xf32>, tensor<2x4x8xf32>) -> tensor<16x8xf32>
    %350 = stablehlo.multiply %172, %206 : tensor<2x4x8xf32>
    %351 = stablehlo.reduce(%350 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %352 = stablehlo.dot_general %204, %176, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x32xf32>, tensor<2x4x8xf32>) -> tensor<32x8xf32>
    %353 = stablehlo.add %341, %352 : tensor<32x8xf32>
    %354 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %355 = stablehlo.multiply %195, %354 : tensor<f32>
    %356 = "stablehlo.all_reduce"(%355) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %357 = stablehlo.negate %356 : tensor<f32>
    %358 = stablehlo.multiply %353, %353 : tensor<32x8xf32>
    %359 = stablehlo.reduce(%358 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<32x8xf32>, tensor<f32>) -> tensor<f32>
    %360 = stablehlo.multiply %334, %334 : tensor<4x8xf32>
    %361 = stablehlo.reduce(%360 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %362 = stablehlo.multiply %343, %343 : tensor<8xf32>
    %363 = stablehlo.reduce(%362 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %364 = stablehlo.multiply %313, %313 : tensor<8xf32>
    %365 = stablehlo.reduce(%364 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %366 = stablehlo.multiply %298, %298 : tensor<8x4xf32>
    %367 = stablehlo.reduce(%366 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %368 = stablehlo.multiply %296, %296 : tensor<4xf32>
    %369 = stablehlo.reduce(%368 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %370 = stablehlo.multiply %305, %305 : tensor<8x4xf32>
    %371 = stablehlo.reduce(%370 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %372 = stablehlo.multiply %302, %302 : tensor<4xf32>
    %373 = stablehlo.reduce(%372 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %374 = stablehlo.multiply %344, %344 : tensor<8x4xf32>
    %375 = stablehlo.reduce(%374 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %376 = stablehlo.multiply %309, %309 : tensor<4xf32>
    %377 = stablehlo.reduce(%376 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %378 = stablehlo.multiply %345, %345 : tensor<4x8xf32>
    %379 = stablehlo.reduce(%378 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %380 = stablehlo.multiply %276, %276 : tensor<8xf32>
    %381 = stablehlo.reduce(%380 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %382 = stablehlo.multiply %347, %347 : tensor<8xf32>
    %383 = stablehlo.reduce(%382 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %384 = stablehlo.multiply %255, %255 : tensor<8xf32>
    %385 = stablehlo.reduce(%384 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %386 = stablehlo.multiply %348, %348 : tensor<8x16xf32>
    %387 = stablehlo.reduce(%386 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<f32>
    %388 = stablehlo.multiply %252, %252 : tensor<16xf32>
    %389 = stablehlo.reduce(%388 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %390 = stablehlo.multiply %349, %349 : tensor<16x8xf32>
    %391 = stablehlo.reduce(%390 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<16x8xf32>, tensor<f32>) -> tensor<f32>
    %392 = stablehlo.multiply %227, %227 : tensor<8xf32>
    %393 = stablehlo.reduce(%392 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %394 = stablehlo.multiply %351, %351 : tensor<8xf32>
    %395 = stablehlo.reduce(%394 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %396 = stablehlo.multiply %207, %207 : tensor<8xf32>
    %397 = stablehlo.reduce(%396 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %398 = "stablehlo.all_reduce"(%359) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %399 = stablehlo.add %398, %361 : tensor<f32>
    %400 = stablehlo.add %399, %363 : tensor<f32>
    %401 = stablehlo.add %400, %365 : tensor<f32>
    %402 = "stablehlo.all_reduce"(%367) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %403 = stablehlo.add %401, %402 : tensor<f32>
    %404 = "stablehlo.all_reduce"(%369) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %405 = stablehlo.add %403, %404 : tensor<f32>
    %406 = "stablehlo.all_reduce"(%371) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %407 = stablehlo.add %405, %406 : tensor<f32>
    %408 = "stablehlo.all_reduce"(%373) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %409 = stablehlo.add %407, %408 : tensor<f32>
    %410 = "stablehlo.all_reduce"(%375) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %411 = stablehlo.add %409, %410 : tensor<f32>
    %412 = "stablehlo.all_reduce"(%377) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %413 = stablehlo.add %411, %412 : tensor<f32>
    %414 = "stablehlo.all_reduce"(%379) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %415 = stablehlo.add %413, %414 : tensor<f32>
    %416 = stablehlo.add %415, %381 : tensor<f32>
    %417 = stablehlo.add %416, %383 : tensor<f32>
    %418 = stablehlo.add %417, %385 : tensor<f32>
    %419 = "stablehlo.all_reduce"(%387) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %420 = stablehlo.add %418, %419 : tensor<f32>
    %421 = "stablehlo.all_reduce"(%389) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %422 = stablehlo.add %420, %421 : tensor<f32>
    %423 = "stablehlo.all_reduce"(%391) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %424 = stablehlo.add %422, %423 : tensor<f32>
    %425 = stablehlo.add %424, %393 : tensor<f32>
    %426 = stablehlo.add %425, %395 : tensor<f32>
    %427 = stablehlo.add %426, %397 : tensor<f32>
    %428 = stablehlo.sqrt %427 : tensor<f32>
    %429 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %430 = stablehlo.divide %429, %428 : tensor<f32>
    %431 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %432 = stablehlo.minimum %430, %431 : tensor<f32>
    %433 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %434 = stablehlo.multiply %353, %433 : tensor<32x8xf32>
    %435 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %436 = stablehlo.multiply %334, %435 : tensor<4x8xf32>
    %437 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %438 = stablehlo.multiply %343, %437 : tensor<8xf32>
    %439 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %440 = stablehlo.multiply %313, %439 : tensor<8xf32>
    %441 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %442 = stablehlo.multiply %298, %441 : tensor<8x4xf32>
    %443 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %444 = stablehlo.multiply %296, %443 : tensor<4xf32>
    %445 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %446 = stablehlo.multiply %305, %445 : tensor<8x4xf32>
    %447 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %448 = stablehlo.multiply %302, %447 : tensor<4xf32>
    %449 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %450 = stablehlo.multiply %344, %449 : tensor<8x4xf32>
    %451 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %452 = stablehlo.multiply %309, %451 : tensor<4xf32>
    %453 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %454 = stablehlo.multiply %345, %453 : tensor<4x8xf32>
    %455 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %456 = stablehlo.multiply %276, %455 : tensor<8xf32>
    %457 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %458 = stablehlo.multiply %347, %457 : tensor<8xf32>
    %459 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %460 = stablehlo.multiply %255, %459 : tensor<8xf32>
    %461 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %462 = stablehlo.multiply %348, %461 : tensor<8x16xf32>
    %463 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %464 = stablehlo.multiply %252, %463 : tensor<16xf32>
    %465 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<16x8xf32>
    %466 = stablehlo.multiply %349, %465 : tensor<16x8xf32>
    %467 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %468 = stablehlo.multiply %227, %467 : tensor<8xf32>
    %469 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %470 = stablehlo.multiply %351, %469 : tensor<8xf32>
    %471 = stablehlo.broadcast_in_dim %432, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %472 = stablehlo.multiply %207, %471 : tensor<8xf32>
    %473 = stablehlo.constant dense<8.999999761581421e-1> : tensor<32x8xf32>
    %474 = stablehlo.multiply %arg20, %473 : tensor<32x8xf32>
    %475 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<32x8xf32>
    %476 = stablehlo.multiply %434, %475 : tensor<32x8xf32>
    %477 = stablehlo.add %474, %476 : tensor<32x8xf32>
    %478 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %479 = stablehlo.multiply %arg21, %478 : tensor<4x8xf32>
    %480 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %481 = stablehlo.multiply %436, %480 : tensor<4x8xf32>
    %482 = stablehlo.add %479, %481 : tensor<4x8xf32>
    %483 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %484 = stablehlo.multiply %arg22, %483 : tensor<8xf32>
    %485 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %486 = stablehlo.multiply %438, %485 : tensor<8xf32>
    %487 = stablehlo.add %484, %486 : tensor<8xf32>
    %488 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %489 = stablehlo.multiply %arg23, %488 : tensor<8xf32>
    %490 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %491 = stablehlo.multiply %440, %490 : tensor<8xf32>
    %492 = stablehlo.add %489, %491 : tensor<8xf32>
    %493 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %494 = stablehlo.multiply %arg24, %493 : tensor<8x4xf32>
    %495 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %496 = stablehlo.multiply %442, %495 : tensor<8x4xf32>
    %497 = stablehlo.add %494, %496 : tensor<8x4xf32>
    %498 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %499 = stablehlo.multiply %arg25, %498 : tensor<4xf32>
    %500 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %501 = stablehlo.multiply %444, %500 : tensor<4xf32>
    %502 = stablehlo.add %499, %501 : tensor<4xf32>
    %503 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %504 = stablehlo.multiply %arg26, %503 : tensor<8x4xf32>
    %505 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %506 = stablehlo.multiply %446, %505 : tensor<8x4xf32>
    %507 = stablehlo.add %504, %506 : tensor<8x4xf32>
    %508 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %509 = stablehlo.multiply %arg27, %508 : tensor<4xf32>
    %510 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %511 = stablehlo.multiply %448, %510 : tensor<4xf32>
    %512 = stablehlo.add %509, %511 : tensor<4xf32>
    %513 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %514 = stablehlo.multiply %arg28, %513 : tensor<8x4xf32>
    %515 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %516 = stablehlo.multiply %450, %515 : tensor<8x4xf32>
    %517 = stablehlo.add %514, %516 : tensor<8x4xf32>
    %518 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %519 = stablehlo.multiply %arg29, %518 : tensor<4xf32>
    %520 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %521 = stablehlo.multiply %452, %520 : tensor<4xf32>
    %522 = stablehlo.add %519, %521 : tensor<4xf32>
    %523 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %524 = stablehlo.multiply %arg30, %523 : tensor<4x8xf32>
    %525 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %526 = stablehlo.multiply %454, %525 : tensor<4x8xf32>
    %527 = stablehlo.add %524, %526 : tensor<4x8xf32>
    %528 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %529 = stablehlo.multiply %arg31, %528 : tensor<8xf32>
    %530 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %531 = stablehlo.multiply %456, %530 : tensor<8xf32>
    %532 = stablehlo.add %529, %531 : tensor<8xf32>
    %533 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %534 = stablehlo.multiply %arg32, %533 : tensor<8xf32>
    %535 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %536 = stablehlo.multiply %458, %535 : tensor<8xf32>
    %537 = stablehlo.add %534, %536 : tensor<8xf32>
    %538 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %539 = stablehlo.multiply %arg33, %538 : tensor<8xf32>
    %540 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %541 = stablehlo.multiply %460, %540 : tensor<8xf32>
    %542 = stablehlo.add %539, %541 : tensor<8xf32>
    %543 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x16xf32>
    %544 = stablehlo.multiply %arg34, %543 : tensor<8x16xf32>
    %545 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x16xf32>
    %546 = stablehlo.multiply %462, %545 : tensor<8x16xf32>
    %547 = stablehlo.add %544, %546 : tensor<8x16xf32>
    %548 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16xf32>
    %549 = stablehlo.multiply %arg35, %548 : tensor<16xf32>
    %550 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16xf32>
    %551 = stablehlo.multiply %464, %550 : tensor<16xf32>
    %552 = stablehlo.add %549, %551 : tensor<16xf32>
    %553 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16x8xf32>
    %554 = stablehlo.multiply %arg36, %553 : tensor<16x8xf32>
    %555 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16x8xf32>
    %556 = stablehlo.multiply %466, %555 : tensor<16x8xf32>
    %557 = stablehlo.add %554, %556 : tensor<16x8xf32>
    %558 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %559 = stablehlo.multiply %arg37, %558 : tensor<8xf32>
    %560 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %561 = stablehlo.multiply %468, %560 : tensor<8xf32>
    %562 = stablehlo.add %559, %561 : tensor<8xf32>
    %563 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %564 = stablehlo.multiply %arg38, %563 : tensor<8xf32>
    %565 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %566 = stablehlo.multiply %470, %565 : tensor<8xf32>
    %567 = stablehlo.add %564, %566 : tensor<8xf32>
    %568 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %569 = stablehlo.multiply %arg39, %568 : tensor<8xf32>
    %570 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %571 = stablehlo.multiply %472, %570 : tensor<8xf32>
    %572 = stablehlo.add %569, %571 : tensor<8xf32>
    %573 = stablehlo.multiply %434, %434 : tensor<32x8xf32>
    %574 = stablehlo.constant dense<9.990000128746033e-1> : tensor<32x8xf32>
    %575 = stablehlo.multiply %arg40, %574 : tensor<32x8xf32>
    %576 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<32x8xf32>
    %577 = stablehlo.multiply %573, %576 : tensor<32x8xf32>
    %578 = stablehlo.add %575, %577 : tensor<32x8xf32>
    %579 = stablehlo.multiply %436, %436 : tensor<4x8xf32>
    %580 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %581 = stablehlo.multiply %arg41, %580 : tensor<4x8xf32>
    %582 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %583 = stablehlo.multiply %579, %582 : tensor<4x8xf32>
    %584 = stablehlo.add %581, %583 : tensor<4x8xf32>
    %585 = stablehlo.multiply %438, %438 : tensor<8xf32>
    %586 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %587 = stablehlo.multiply %arg42, %586 : tensor<8xf32>
    %588 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %589 = stablehlo.multiply %585, %588 : tensor<8xf32>
    %590 = stablehlo.add %587, %589 : tensor<8xf32>
    %591 = stablehlo.multiply %440, %440 : tensor<8xf32>
    %592 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %593 = stablehlo.multiply %arg43, %592 : tensor<8xf32>
    %594 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %595 = stablehlo.multiply %591, %594 : tensor<8xf32>
    %596 = stablehlo.add %593, %595 : tensor<8xf32>
    %597 = stablehlo.multiply %442, %442 : tensor<8x4xf32>
    %598 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %599 = stablehlo.multiply %arg44, %598 : tensor<8x4xf32>
    %600 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %601 = stablehlo.multiply %597, %600 : tensor<8x4xf32>
    %602 = stablehlo.add %599, %601 : tensor<8x4xf32>
    %603 = stablehlo.multiply %444, %444 : tensor<4xf32>
    %604 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %605 = stablehlo.multiply %arg45, %604 : tensor<4xf32>
    %606 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %607 = stablehlo.multiply %603, %606 : tensor<4xf32>
    %608 = stablehlo.add %605, %607 : tensor<4xf32>
    %609 = stablehlo.multiply %446, %446 : tensor<8x4xf32>
    %610 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %611 = stablehlo.multiply %arg46, %610 : tensor<8x4xf32>
    %612 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %613 = stablehlo.multiply %609, %612 : tensor<8x4xf32>
    %614 = stablehlo.add %611, %613 : tensor<8x4xf32>
    %615 = stablehlo.multiply %448, %448 : tensor<4xf32>
    %616 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %617 = stablehlo.multiply %arg47, %616 : tensor<4xf32>
    %618 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %619 = stablehlo.multiply %615, %618 : tensor<4xf32>
    %620 = stablehlo.add %617, %619 : tensor<4xf32>
    %621 = stablehlo.multiply %450, %450 : tensor<8x4xf32>
    %622 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %623 = stablehlo.multiply %arg48, %622 : tensor<8x4xf32>
    %624 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %625 = stablehlo.multiply %621, %624 : tensor<8x4xf32>
    %626 = stablehlo.add %623, %625 : tensor<8x4xf32>
    %627 = stablehlo.multiply %452, %452 : tensor<4xf32>
    %628 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %629 = stablehlo.multiply %arg49, %628 : tensor<4xf32>
    %630 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %631 = stablehlo.multiply %627, %630 : tensor<4xf32>
    %632 = stablehlo.add %629, %631 : tensor<4xf32>
    %633 = stablehlo.multiply %454, %454 : tensor<4x8xf32>
    %634 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %635 = stablehlo.multiply %arg50, %634 : tensor<4x8xf32>
    %636 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %637 = stablehlo.multiply %633, %636 : tensor<4x8xf32>
    %638 = stablehlo.add %635, %637 : tensor<4x8xf32>
    %639 = stablehlo.multiply %456, %456 : tensor<8xf32>
    %640 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %641 = stablehlo.multiply %arg51, %640 : tensor<8xf32>
    %642 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %643 = stablehlo.multiply %639, %642 : tensor<8xf32>
    %644 = stablehlo.add %641, %643 : tensor<8xf32>
    %645 = stablehlo.multiply %458, %458 : tensor<8xf32>
    %646 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %647 = stablehlo.multiply %arg52, %646 : tensor<8xf32>
    %648 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %649 = stablehlo.multiply %645, %648 : tensor<8xf32>
    %650 = stablehlo.add %647, %649 : tensor<8xf32>
    %651 = stablehlo.multiply %460, %460 : tensor<8xf32>
    %652 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %653 = stablehlo.multiply %arg53, %652 : tensor<8xf32>
    %654 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %655 = stablehlo.multiply %651, %654 : tensor<8xf32>
    %656 = stablehlo.add %653, %655 : tensor<8xf32>
    %657 = stablehlo.multiply %462, %462 : tensor<8x16xf32>
    %658 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x16xf32>
    %659 = stablehlo.multiply %arg54, %658 : tensor<8x16xf32>
    %660 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x16xf32>
    %661 = stablehlo.multiply %657, %660 : tensor<8x16xf32>
    %662 = stablehlo.add %659, %661 : tensor<8x16xf32>
    %663 = stablehlo.multiply %464, %464 : tensor<16xf32>
    %664 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16xf32>
    %665 = stablehlo.multiply %arg55, %664 : tensor<16xf32>
    %666 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16xf32>
    %667 = stablehlo.multiply %663, %666 : tensor<16xf32>
    %668 = stablehlo.add %665, %667 : tensor<16xf32>
    %669 = stablehlo.multiply %466, %466 : tensor<16x8xf32>
    %670 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16x8xf32>
    %671 = stablehlo.multiply %arg56, %670 : tensor<16x8xf32>
    %672 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16x8xf32>
    %673 = stablehlo.multiply %669, %672 : tensor<16x8xf32>
    %674 = stablehlo.add %671, %673 : tensor<16x8xf32>
    %675 = stablehlo.multiply %468, %468 : tensor<8xf32>
    %676 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %677 = stablehlo.multiply %arg57, %676 : tensor<8xf32>
    %678 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %679 = stablehlo.multiply %675, %678 : tensor<8xf32>
    %680 = stablehlo.add %677, %679 : tensor<8xf32>
    %681 = stablehlo.multiply %470, %470 : tensor<8xf32>
    %682 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %683 = stablehlo.multiply %arg58, %682 : tensor<8xf32>
    %684 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %685 = stablehlo.multiply %681, %684 : tensor<8xf32>
    %686 = stablehlo.add %683, %685 : tensor<8xf32>
    %687 = stablehlo.multiply %472, %472 : tensor<8xf32>
    %688 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %689 = stablehlo.multiply %arg59, %688 : tensor<8xf32>
    %690 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %691 = stablehlo.multiply %687, %690 : tensor<8xf32>
    %692 = stablehlo.add %689, %691 : tensor<8xf32>
    %693 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %694 = stablehlo.multiply %arg60, %693 : tensor<f32>
    %695 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %696 = stablehlo.add %694, %695 : tensor<f32>
    %697 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %698 = stablehlo.multiply %arg61, %697 : tensor<f32>
    %699 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %700 = stablehlo.add %698, %699 : tensor<f32>
    %701 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %702 = stablehlo.divide %701, %696 : tensor<f32>
    %703 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %704 = stablehlo.divide %703, %700 : tensor<f32>
    %705 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %706 = stablehlo.multiply %477, %705 : tensor<32x8xf32>
    %707 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %708 = stablehlo.multiply %578, %707 : tensor<32x8xf32>
    %709 = stablehlo.sqrt %708 : tensor<32x8xf32>
    %710 = stablehlo.constant dense<9.99999993922529e-9> : tensor<32x8xf32>
    %711 = stablehlo.add %709, %710 : tensor<32x8xf32>
    %712 = stablehlo.divide %706, %711 : tensor<32x8xf32>
    %713 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %714 = stablehlo.multiply %482, %713 : tensor<4x8xf32>
    %715 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %716 = stablehlo.multiply %584, %715 : tensor<4x8xf32>
    %717 = stablehlo.sqrt %716 : tensor<4x8xf32>
    %718 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %719 = stablehlo.add %717, %718 : tensor<4x8xf32>
    %720 = stablehlo.divide %714, %719 : tensor<4x8xf32>
    %721 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %722 = stablehlo.multiply %487, %721 : tensor<8xf32>
    %723 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %724 = stablehlo.multiply %590, %723 : tensor<8xf32>
    %725 = stablehlo.sqrt %724 : tensor<8xf32>
    %726 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %727 = stablehlo.add %725, %726 : tensor<8xf32>
    %728 = stablehlo.divide %722, %727 : tensor<8xf32>
    %729 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %730 = stablehlo.multiply %492, %729 : tensor<8xf32>
    %731 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %732 = stablehlo.multiply %596, %731 : tensor<8xf32>
    %733 = stablehlo.sqrt %732 : tensor<8xf32>
    %734 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %735 = stablehlo.add %733, %734 : tensor<8xf32>
    %736 = stablehlo.divide %730, %735 : tensor<8xf32>
    %737 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %738 = stablehlo.multiply %497, %737 : tensor<8x4xf32>
    %739 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %740 = stablehlo.multiply %602, %739 : tensor<8x4xf32>
    %741 = stablehlo.sqrt %740 : tensor<8x4xf32>
    %742 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %743 = stablehlo.add %741, %742 : tensor<8x4xf32>
    %744 = stablehlo.divide %738, %743 : tensor<8x4xf32>
    %745 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %746 = stablehlo.multiply %502, %745 : tensor<4xf32>
    %747 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %748 = stablehlo.multiply %608, %747 : tensor<4xf32>
    %749 = stablehlo.sqrt %748 : tensor<4xf32>
    %750 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %751 = stablehlo.add %749, %750 : tensor<4xf32>
    %752 = stablehlo.divide %746, %751 : tensor<4xf32>
    %753 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %754 = stablehlo.multiply %507, %753 : tensor<8x4xf32>
    %755 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %756 = stablehlo.multiply %614, %755 : tensor<8x4xf32>
    %757 = stablehlo.sqrt %756 : tensor<8x4xf32>
    %758 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %759 = stablehlo.add %757, %758 : tensor<8x4xf32>
    %760 = stablehlo.divide %754, %759 : tensor<8x4xf32>
    %761 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %762 = stablehlo.multiply %512, %761 : tensor<4xf32>
    %763 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %764 = stablehlo.multiply %620, %763 : tensor<4xf32>
    %765 = stablehlo.sqrt %764 : tensor<4xf32>
    %766 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %767 = stablehlo.add %765, %766 : tensor<4xf32>
    %768 = stablehlo.divide %762, %767 : tensor<4xf32>
    %769 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %770 = stablehlo.multiply %517, %769 : tensor<8x4xf32>
    %771 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %772 = stablehlo.multiply %626, %771 : tensor<8x4xf32>
    %773 = stablehlo.sqrt %772 : tensor<8x4xf32>
    %774 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %775 = stablehlo.add %773, %774 : tensor<8x4xf32>
    %776 = stablehlo.divide %770, %775 : tensor<8x4xf32>
    %777 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %778 = stablehlo.multiply %522, %777 : tensor<4xf32>
    %779 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %780 = stablehlo.multiply %632, %779 : tensor<4xf32>
    %781 = stablehlo.sqrt %780 : tensor<4xf32>
    %782 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %783 = stablehlo.add %781, %782 : tensor<4xf32>
    %784 = stablehlo.divide %778, %783 : tensor<4xf32>
    %785 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %786 = stablehlo.multiply %527, %785 : tensor<4x8xf32>
    %787 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %788 = stablehlo.multiply %638, %787 : tensor<4x8xf32>
    %789 = stablehlo.sqrt %788 : tensor<4x8xf32>
    %790 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %791 = stablehlo.add %789, %790 : tensor<4x8xf32>
    %792 = stablehlo.divide %786, %791 : tensor<4x8xf32>
    %793 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %794 = stablehlo.multiply %532, %793 : tensor<8xf32>
    %795 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %796 = stablehlo.multiply %644, %795 : tensor<8xf32>
    %797 = stablehlo.sqrt %796 : tensor<8xf32>
    %798 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %799 = stablehlo.add %797, %798 : tensor<8xf32>
    %800 = stablehlo.divide %794, %799 : tensor<8xf32>
    %801 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %802 = stablehlo.multiply %537, %801 : tensor<8xf32>
    %803 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %804 = stablehlo.multiply %650, %803 : tensor<8xf32>
    %805 = stablehlo.sqrt %804 : tensor<8xf32>
    %806 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %807 = stablehlo.add %805, %806 : tensor<8xf32>
    %808 = stablehlo.divide %802, %807 : tensor<8xf32>
    %809 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %810 = stablehlo.multiply %542, %809 : tensor<8xf32>
    %811 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %812 = stablehlo.multiply %656, %811 : tensor<8xf32>
    %813 = stablehlo.sqrt %812 : tensor<8xf32>
    %814 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %815 = stablehlo.add %813, %814 : tensor<8xf32>
    %816 = stablehlo.divide %810, %815 : tensor<8xf32>
    %817 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %818 = stablehlo.multiply %547, %817 : tensor<8x16xf32>
    %819 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %820 = stablehlo.multiply %662, %819 : tensor<8x16xf32>
    %821 = stablehlo.sqrt %820 : tensor<8x16xf32>
    %822 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x16xf32>
    %823 = stablehlo.add %821, %822 : tensor<8x16xf32>
    %824 = stablehlo.divide %818, %823 : tensor<8x16xf32>
    %825 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %826 = stablehlo.multiply %552, %825 : tensor<16xf32>
    %827 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %828 = stablehlo.multiply %668, %827 : tensor<16xf32>
    %829 = stablehlo.sqrt %828 : tensor<16xf32>
    %830 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16xf32>
    %831 = stablehlo.add %829, %830 : tensor<16xf32>
    %832 = stablehlo.divide %826, %831 : tensor<16xf32>
    %833 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<16x8xf32>
    %834 = stablehlo.multiply %557, %833 : tensor<16x8xf32>
    %835 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<16x8xf32>
    %836 = stablehlo.multiply %674, %835 : tensor<16x8xf32>
    %837 = stablehlo.sqrt %836 : tensor<16x8xf32>
    %838 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16x8xf32>
    %839 = stablehlo.add %837, %838 : tensor<16x8xf32>
    %840 = stablehlo.divide %834, %839 : tensor<16x8xf32>
    %841 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %842 = stablehlo.multiply %562, %841 : tensor<8xf32>
    %843 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %844 = stablehlo.multiply %680, %843 : tensor<8xf32>
    %845 = stablehlo.sqrt %844 : tensor<8xf32>
    %846 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %847 = stablehlo.add %845, %846 : tensor<8xf32>
    %848 = stablehlo.divide %842, %847 : tensor<8xf32>
    %849 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %850 = stablehlo.multiply %567, %849 : tensor<8xf32>
    %851 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %852 = stablehlo.multiply %686, %851 : tensor<8xf32>
    %853 = stablehlo.sqrt %852 : tensor<8xf32>
    %854 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %855 = stablehlo.add %853, %854 : tensor<8xf32>
    %856 = stablehlo.divide %850, %855 : tensor<8xf32>
    %857 = stablehlo.broadcast_in_dim %702, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %858 = stablehlo.multiply %572, %857 : tensor<8xf32>
    %859 = stablehlo.broadcast_in_dim %704, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %860 = stablehlo.multiply %692, %859 : tensor<8xf32>
    %861 = stablehlo.sqrt %860 : tensor<8xf32>
    %862 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %863 = stablehlo.add %861, %862 : tensor<8xf32>
    %864 = stablehlo.divide %858, %863 : tensor<8xf32>
    %865 = stablehlo.constant dense<9.999999776482582e-3> : tensor<32x8xf32>
    %866 = stablehlo.multiply %arg0, %865 : tensor<32x8xf32>
    %867 = stablehlo.add %712, %866 : tensor<32x8xf32>
    %868 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %869 = stablehlo.multiply %arg1, %868 : tensor<4x8xf32>
    %870 = stablehlo.add %720, %869 : tensor<4x8xf32>
    %871 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %872 = stablehlo.multiply %arg2, %871 : tensor<8xf32>
    %873 = stablehlo.add %728, %872 : tensor<8xf32>
    %874 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %875 = stablehlo.multiply %arg3, %874 : tensor<8xf32>
    %876 = stablehlo.add %736, %875 : tensor<8xf32>
    %877 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %878 = stablehlo.multiply %arg4, %877 : tensor<8x4xf32>
    %879 = stablehlo.add %744, %878 : tensor<8x4xf32>
    %880 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %881 = stablehlo.multiply %arg5, %880 : tensor<4xf32>
    %882 = stablehlo.add %752, %881 : tensor<4xf32>
    %883 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %884 = stablehlo.multiply %arg6, %883 : tensor<8x4xf32>
    %885 = stablehlo.add %760, %884 : tensor<8x4xf32>
    %886 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %887 = stablehlo.multiply %arg7, %886 : tensor<4xf32>
    %888 = stablehlo.add %768, %887 : tensor<4xf32>
    %889 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %890 = stablehlo.multiply %arg8, %889 : tensor<8x4xf32>
    %891 = stablehlo.add %776, %890 : tensor<8x4xf32>
    %892 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %893 = stablehlo.multiply %arg9, %892 : tensor<4xf32>
    %894 = stablehlo.add %784, %893 : tensor<4xf32>
    %895 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %896 = stablehlo.multiply %arg10, %895 : tensor<4x8xf32>
    %897 = stablehlo.add %792, %896 : tensor<4x8xf32>
    %898 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %899 = stablehlo.multiply %arg11, %898 : tensor<8xf32>
    %900 = stablehlo.add %800, %899 : tensor<8xf32>
    %901 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %902 = stablehlo.multiply %arg12, %901 : tensor<8xf32>
    %903 = stablehlo.add %808, %902 : tensor<8xf32>
    %904 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %905 = stablehlo.multiply %arg13, %904 : tensor<8xf32>
    %906 = stablehlo.add %816, %905 : tensor<8xf32>
    %907 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x16xf32>
    %908 = stablehlo.multiply %arg14, %907 : tensor<8x16xf32>
    %909 = stablehlo.add %824, %908 : tensor<8x16xf32>
    %910 = stablehlo.constant dense<9.999999776482582e-3> : tensor<16xf32>
    %911 = stablehlo.multiply %arg15, %910 : tensor<16xf32>
    %912 = stablehlo.add %832, %911 : tensor<16xf32>
    %913 = stablehlo.constant dense<9.999999776482582e-3> : tensor<16x8xf32>
    %914 = stablehlo.multiply %arg16, %913 : tensor<16x8xf32>
    %915 = stablehlo.add %840, %914 : tensor<16x8xf32>
    %916 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %917 = stablehlo.multiply %arg17, %916 : tensor<8xf32>
    %918 = stablehlo.add %848, %917 : tensor<8xf32>
    %919 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %920 = stablehlo.multiply %arg18, %919 : tensor<8xf32>
    %921 = stablehlo.add %856, %920 : tensor<8xf32>
    %922 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %923 = stablehlo.multiply %arg19, %922 : tensor<8xf32>
    %924 = stablehlo.add %864, %923 : tensor<8xf32>
    %925 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<32x8xf32>
    %926 = stablehlo.multiply %867, %925 : tensor<32x8xf32>
    %927 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %928 = stablehlo.multiply %870, %927 : tensor<4x8xf32>
    %929 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %930 = stablehlo.multiply %873, %929 : tensor<8xf32>
    %931 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %932 = stablehlo.multiply %876, %931 : tensor<8xf32>
    %933 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %934 = stablehlo.multiply %879, %933 : tensor<8x4xf32>
    %935 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %936 = stablehlo.multiply %882, %935 : tensor<4xf32>
    %937 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %938 = stablehlo.multiply %885, %937 : tensor<8x4xf32>
    %939 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %940 = stablehlo.multiply %888, %939 : tensor<4xf32>
    %941 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %942 = stablehlo.multiply %891, %941 : tensor<8x4xf32>
    %943 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %944 = stablehlo.multiply %894, %943 : tensor<4xf32>
    %945 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %946 = stablehlo.multiply %897, %945 : tensor<4x8xf32>
    %947 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %948 = stablehlo.multiply %900, %947 : tensor<8xf32>
    %949 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %950 = stablehlo.multiply %903, %949 : tensor<8xf32>
    %951 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %952 = stablehlo.multiply %906, %951 : tensor<8xf32>
    %953 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x16xf32>
    %954 = stablehlo.multiply %909, %953 : tensor<8x16xf32>
    %955 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<16xf32>
    %956 = stablehlo.multiply %912, %955 : tensor<16xf32>
    %957 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<16x8xf32>
    %958 = stablehlo.multiply %915, %957 : tensor<16x8xf32>
    %959 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %960 = stablehlo.multiply %918, %959 : tensor<8xf32>
    %961 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %962 = stablehlo.multiply %921, %961 : tensor<8xf32>
    %963 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %964 = stablehlo.multiply %924, %963 : tensor<8xf32>
    %965 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %966 = stablehlo.add %arg62, %965 : tensor<f32>
    %967 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %968 = stablehlo.minimum %966, %967 : tensor<f32>
    %969 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %970 = stablehlo.multiply %926, %969 : tensor<32x8xf32>
    %971 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %972 = stablehlo.multiply %928, %971 : tensor<4x8xf32>
    %973 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %974 = stablehlo.multiply %930, %973 : tensor<8xf32>
    %975 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %976 = stablehlo.multiply %932, %975 : tensor<8xf32>
    %977 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %978 = stablehlo.multiply %934, %977 : tensor<8x4xf32>
    %979 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %980 = stablehlo.multiply %936, %979 : tensor<4xf32>
    %981 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %982 = stablehlo.multiply %938, %981 : tensor<8x4xf32>
    %983 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %984 = stablehlo.multiply %940, %983 : tensor<4xf32>
    %985 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %986 = stablehlo.multiply %942, %985 : tensor<8x4xf32>
    %987 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %988 = stablehlo.multiply %944, %987 : tensor<4xf32>
    %989 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %990 = stablehlo.multiply %946, %989 : tensor<4x8xf32>
    %991 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %992 = stablehlo.multiply %948, %991 : tensor<8xf32>
    %993 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %994 = stablehlo.multiply %950, %993 : tensor<8xf32>
    %995 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %996 = stablehlo.multiply %952, %995 : tensor<8xf32>
    %997 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %998 = stablehlo.multiply %954, %997 : tensor<8x16xf32>
    %999 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %1000 = stablehlo.multiply %956, %999 : tensor<16xf32>
    %1001 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<16x8xf32>
    %1002 = stablehlo.multiply %958, %1001 : tensor<16x8xf32>
    %1003 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1004 = stablehlo.multiply %960, %1003 : tensor<8xf32>
    %1005 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1006 = stablehlo.multiply %962, %1005 : tensor<8xf32>
    %1007 = stablehlo.broadcast_in_dim %968, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1008 = stablehlo.multiply %964, %1007 : tensor<8xf32>
    %1009 = stablehlo.add %arg0, %970 : tensor<32x8xf32>
    %1010 = stablehlo.add %arg1, %972 : tensor<4x8xf32>
    %1011 = stablehlo.add %arg2, %974 : tensor<8xf32>
    %1012 = stablehlo.add %arg3, %976 : tensor<8xf32>
    %1013 = stablehlo.add %arg4, %978 : tensor<8x4xf32>
    %1014 = stablehlo.add %arg5, %980 : tensor<4xf32>
    %1015 = stablehlo.add %arg6, %982 : tensor<8x4xf32>
    %1016 = stablehlo.add %arg7, %984 : tensor<4xf32>
    %1017 = stablehlo.add %arg8, %986 : tensor<8x4xf32>
    %1018 = stablehlo.add %arg9, %988 : tensor<4xf32>
    %1019 = stablehlo.add %arg10, %990 : tensor<4x8xf32>
    %1020 = stablehlo.add %arg11, %992 : tensor<8xf32>
    %1021 = stablehlo.add %arg12, %994 : tensor<8xf32>
    %1022 = stablehlo.add %arg13, %996 : tensor<8xf32>
    %1023 = stablehlo.add %arg14, %998 : tensor<8x16xf32>
    %1024 = stablehlo.add %arg15, %1000 : tensor<16xf32>
    %1025 = stablehlo.add %arg16, %1002 : tensor<16x8xf32>
    %1026 = stablehlo.add %arg17, %1004 : tensor<8xf32>
    %1027 = stablehlo.add %arg18, %1006 : tensor<8xf32>
    %1028 = stablehlo.add %arg19, %1008 : tensor<8xf32>
    return %1009, %1010, %1011, %1012, %1013, %1014, %1015, %1016, %1017, %1018, %1019, %1020, %1021, %1022, %1023, %1024, %1025, %1026, %1027, %1028, %477, %482, %487, %492, %497, %502, %507, %512, %517, %522, %527, %532, %537, %542, %547, %552, %557, %562, %567, %572, %578, %584, %590, %596, %602, %608, %614, %620, %626, %632, %638, %644, %650, %656, %662, %668, %674, %680, %686, %692, %696, %700, %968, %357 : tensor<32x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<32x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<32x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
