module @trainStep attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 2 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=2]>
  func.func public @main(%arg0: tensor<32x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x4xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<4xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x4xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<4xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x4xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<4xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<4x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x1xf32> loc("state.params.blocks[0].feedForward.gate"), %arg15: tensor<1x8x32xf32> loc("state.params.blocks[0].feedForward.up"), %arg16: tensor<1x32x8xf32> loc("state.params.blocks[0].feedForward.down"), %arg17: tensor<8xf32> loc("state.params.norm.scale"), %arg18: tensor<8xf32> loc("state.params.norm.bias"), %arg19: tensor<32x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg20: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg21: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg23: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg24: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg25: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg26: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg27: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg28: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg29: tensor<4x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg30: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg32: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg33: tensor<8x1xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.gate"), %arg34: tensor<1x8x32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up"), %arg35: tensor<1x32x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down"), %arg36: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg38: tensor<32x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg39: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg40: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg41: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg42: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg43: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg44: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg45: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg46: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg47: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg48: tensor<4x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg49: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg50: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg51: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg52: tensor<8x1xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.gate"), %arg53: tensor<1x8x32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up"), %arg54: tensor<1x32x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down"), %arg55: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg56: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg57: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg58: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg59: tensor<f32> loc("state.optimizer[2].share"), %arg60: tensor<2x4xi32> loc("tokens"), %arg61: tensor<2x4xi32> loc("targets")) -> (tensor<32x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x1xf32> {jax.result_info = "state.params.blocks[0].feedForward.gate"}, tensor<1x8x32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up"}, tensor<1x32x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x1xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.gate"}, tensor<1x8x32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up"}, tensor<1x32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x1xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.gate"}, tensor<1x8x32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up"}, tensor<1x32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %init1 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init2 = stablehlo.constant dense<-2147483648> : tensor<i32>
    %0 = stablehlo.constant dense<[2, 1]> : tensor<2xi32>
    %t0 = stablehlo.replica_id : tensor<ui32>
    %t1 = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
    %t2 = stablehlo.dynamic_slice %t1, %t0, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t3 = stablehlo.reshape %t2 : (tensor<1xi32>) -> tensor<i32>
    %t4 = stablehlo.constant dense<0> : tensor<i32>
    %1 = stablehlo.dynamic_slice %0, %t3, sizes = [1] : (tensor<2xi32>, tensor<i32>) -> tensor<1xi32>
    %2 = stablehlo.constant dense<0> : tensor<2x4xi32>
    %3 = stablehlo.maximum %arg60, %2 : tensor<2x4xi32>
    %4 = stablehlo.constant dense<[63]> : tensor<1xi32>
    %5 = stablehlo.reshape %4 : (tensor<1xi32>) -> tensor<i32>
    %6 = stablehlo.broadcast_in_dim %5, dims = [] : (tensor<i32>) -> tensor<2x4xi32>
    %7 = stablehlo.minimum %3, %6 : tensor<2x4xi32>
    %8 = stablehlo.constant dense<[0, 32]> : tensor<2xi32>
    %t5 = stablehlo.replica_id : tensor<ui32>
    %t6 = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
    %t7 = stablehlo.dynamic_slice %t6, %t5, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t8 = stablehlo.reshape %t7 : (tensor<1xi32>) -> tensor<i32>
    %t9 = stablehlo.constant dense<0> : tensor<i32>
    %9 = stablehlo.dynamic_slice %8, %t8, sizes = [1] : (tensor<2xi32>, tensor<i32>) -> tensor<1xi32>
    %10 = stablehlo.reshape %9 : (tensor<1xi32>) -> tensor<i32>
    %11 = stablehlo.broadcast_in_dim %10, dims = [] : (tensor<i32>) -> tensor<2x4xi32>
    %12 = stablehlo.subtract %7, %11 : tensor<2x4xi32>
    %13 = "stablehlo.gather"(%arg0, %12) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<32x8xf32>, tensor<2x4xi32>) -> tensor<2x4x8xf32>
    %14 = stablehlo.constant dense<0> : tensor<2x4xi32>
    %15 = stablehlo.compare GE, %12, %14 : (tensor<2x4xi32>, tensor<2x4xi32>) -> tensor<2x4xi1>
    %16 = stablehlo.constant dense<32> : tensor<2x4xi32>
    %17 = stablehlo.compare LT, %12, %16 : (tensor<2x4xi32>, tensor<2x4xi32>) -> tensor<2x4xi1>
    %18 = stablehlo.and %15, %17 : tensor<2x4xi1>
    %19 = stablehlo.broadcast_in_dim %18, dims = [0, 1] : (tensor<2x4xi1>) -> tensor<2x4x8xi1>
    %20 = stablehlo.constant dense<0.0e+0> : tensor<2x4x8xf32>
    %21 = stablehlo.select %19, %13, %20 : tensor<2x4x8xi1>, tensor<2x4x8xf32>
    %22 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<4x8xf32>) -> tensor<2x4x8xf32>
    %23 = "stablehlo.all_reduce"(%21) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %24 = stablehlo.add %23, %22 : tensor<2x4x8xf32>
    %25 = stablehlo.reduce(%24 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %26 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %27 = stablehlo.multiply %25, %26 : tensor<2x4xf32>
    %28 = stablehlo.broadcast_in_dim %27, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %29 = stablehlo.subtract %24, %28 : tensor<2x4x8xf32>
    %30 = stablehlo.multiply %29, %29 : tensor<2x4x8xf32>
    %31 = stablehlo.reduce(%30 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %32 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %33 = stablehlo.multiply %31, %32 : tensor<2x4xf32>
    %34 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %35 = stablehlo.add %33, %34 : tensor<2x4xf32>
    %36 = stablehlo.sqrt %35 : tensor<2x4xf32>
    %37 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %38 = stablehlo.multiply %36, %37 : tensor<2x4xf32>
    %39 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %40 = stablehlo.divide %39, %36 : tensor<2x4xf32>
    %41 = stablehlo.divide %40, %36 : tensor<2x4xf32>
    %42 = stablehlo.negate %41 : tensor<2x4xf32>
    %43 = stablehlo.broadcast_in_dim %40, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %44 = stablehlo.multiply %29, %43 : tensor<2x4x8xf32>
    %45 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %46 = stablehlo.multiply %44, %45 : tensor<2x4x8xf32>
    %47 = stablehlo.broadcast_in_dim %arg3, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %48 = stablehlo.add %46, %47 : tensor<2x4x8xf32>
    %49 = stablehlo.dot_general %48, %arg4, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %50 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %51 = stablehlo.add %49, %50 : tensor<2x4x4xf32>
    %52 = stablehlo.reshape %51 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %53 = stablehlo.dot_general %48, %arg6, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %54 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %55 = stablehlo.add %53, %54 : tensor<2x4x4xf32>
    %56 = stablehlo.reshape %55 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %57 = stablehlo.dot_general %48, %arg8, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %58 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %59 = stablehlo.add %57, %58 : tensor<2x4x4xf32>
    %60 = stablehlo.reshape %59 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %61 = stablehlo.dot_general %52, %56, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x1x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %62 = stablehlo.constant dense<5.0e-1> : tensor<2x1x4x4xf32>
    %63 = stablehlo.multiply %61, %62 : tensor<2x1x4x4xf32>
    %64 = stablehlo.iota dim = 0 : tensor<4xi32>
    %65 = stablehlo.broadcast_in_dim %64, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %66 = stablehlo.iota dim = 0 : tensor<4xi32>
    %67 = stablehlo.broadcast_in_dim %66, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %68 = stablehlo.compare LE, %65, %67 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %69 = stablehlo.broadcast_in_dim %68, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x1x4x4xi1>
    %70 = stablehlo.constant dense<-1.0e+9> : tensor<2x1x4x4xf32>
    %71 = stablehlo.select %69, %63, %70 : tensor<2x1x4x4xi1>, tensor<2x1x4x4xf32>
    %72 = stablehlo.reduce(%71 init: %init1) applies stablehlo.maximum across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %73 = stablehlo.broadcast_in_dim %72, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %74 = stablehlo.subtract %71, %73 : tensor<2x1x4x4xf32>
    %75 = stablehlo.exponential %74 : tensor<2x1x4x4xf32>
    %76 = stablehlo.reduce(%75 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %77 = stablehlo.constant dense<1.0e+0> : tensor<2x1x4xf32>
    %78 = stablehlo.divide %77, %76 : tensor<2x1x4xf32>
    %79 = stablehlo.divide %78, %76 : tensor<2x1x4xf32>
    %80 = stablehlo.negate %79 : tensor<2x1x4xf32>
    %81 = stablehlo.broadcast_in_dim %78, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %82 = stablehlo.multiply %75, %81 : tensor<2x1x4x4xf32>
    %83 = stablehlo.dot_general %82, %60, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %84 = stablehlo.transpose %83, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %85 = stablehlo.reshape %84 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %86 = stablehlo.dot_general %85, %arg10, contracting_dims = [2] x [0] : (tensor<2x4x4xf32>, tensor<4x8xf32>) -> tensor<2x4x8xf32>
    %87 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %88 = "stablehlo.all_reduce"(%86) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %89 = stablehlo.add %88, %87 : tensor<2x4x8xf32>
    %90 = stablehlo.add %24, %89 : tensor<2x4x8xf32>
    %91 = stablehlo.reduce(%90 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %92 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %93 = stablehlo.multiply %91, %92 : tensor<2x4xf32>
    %94 = stablehlo.broadcast_in_dim %93, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %95 = stablehlo.subtract %90, %94 : tensor<2x4x8xf32>
    %96 = stablehlo.multiply %95, %95 : tensor<2x4x8xf32>
    %97 = stablehlo.reduce(%96 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %98 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %99 = stablehlo.multiply %97, %98 : tensor<2x4xf32>
    %100 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %101 = stablehlo.add %99, %100 : tensor<2x4xf32>
    %102 = stablehlo.sqrt %101 : tensor<2x4xf32>
    %103 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %104 = stablehlo.multiply %102, %103 : tensor<2x4xf32>
    %105 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %106 = stablehlo.divide %105, %102 : tensor<2x4xf32>
    %107 = stablehlo.divide %106, %102 : tensor<2x4xf32>
    %108 = stablehlo.negate %107 : tensor<2x4xf32>
    %109 = stablehlo.broadcast_in_dim %106, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %110 = stablehlo.multiply %95, %109 : tensor<2x4x8xf32>
    %111 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %112 = stablehlo.multiply %110, %111 : tensor<2x4x8xf32>
    %113 = stablehlo.broadcast_in_dim %arg13, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %114 = stablehlo.add %112, %113 : tensor<2x4x8xf32>
    %115 = stablehlo.dot_general %114, %arg14, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x1xf32>) -> tensor<2x4x1xf32>
    %116 = stablehlo.reduce(%115 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %117 = "stablehlo.all_reduce"(%116) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %118 = stablehlo.broadcast_in_dim %117, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %119 = stablehlo.subtract %115, %118 : tensor<2x4x1xf32>
    %120 = stablehlo.exponential %119 : tensor<2x4x1xf32>
    %121 = stablehlo.reduce(%120 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %122 = "stablehlo.all_reduce"(%121) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %123 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %124 = stablehlo.divide %123, %122 : tensor<2x4xf32>
    %125 = stablehlo.divide %124, %122 : tensor<2x4xf32>
    %126 = stablehlo.negate %125 : tensor<2x4xf32>
    %127 = stablehlo.broadcast_in_dim %124, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %128 = stablehlo.multiply %120, %127 : tensor<2x4x1xf32>
    %129 = stablehlo.iota dim = 0 : tensor<4xi32>
    %130 = stablehlo.broadcast_in_dim %129, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %131 = stablehlo.iota dim = 0 : tensor<4xi32>
    %132 = stablehlo.broadcast_in_dim %131, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %133 = stablehlo.compare LT, %130, %132 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %134 = stablehlo.convert %133 : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %135 = stablehlo.reduce(%128 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %136 = "stablehlo.all_reduce"(%135) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %137 = stablehlo.broadcast_in_dim %136, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %138 = stablehlo.compare EQ, %128, %137 : (tensor<2x4x1xf32>, tensor<2x4x1xf32>) -> tensor<2x4x1xi1>
    %139 = stablehlo.convert %138 : (tensor<2x4x1xi1>) -> tensor<2x4x1xi32>
    %140 = stablehlo.broadcast_in_dim %1, dims = [2] : (tensor<1xi32>) -> tensor<2x4x1xi32>
    %141 = stablehlo.multiply %139, %140 : tensor<2x4x1xi32>
    %142 = stablehlo.reduce(%141 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x1xi32>, tensor<i32>) -> tensor<2x4xi32>
    %143 = stablehlo.constant dense<2> : tensor<2x4xi32>
    %144 = "stablehlo.all_reduce"(%142) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<i32>, %rb: tensor<i32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<i32>
      stablehlo.return %rc : tensor<i32>
    }) : (tensor<2x4xi32>) -> tensor<2x4xi32>
    %145 = stablehlo.subtract %143, %144 : tensor<2x4xi32>
    %146 = stablehlo.broadcast_in_dim %145, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x1xi32>
    %147 = stablehlo.iota dim = 0 : tensor<2xi32>
    %148 = stablehlo.broadcast_in_dim %147, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %t10 = stablehlo.replica_id : tensor<ui32>
    %t11 = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
    %t12 = stablehlo.dynamic_slice %t11, %t10, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t13 = stablehlo.reshape %t12 : (tensor<1xi32>) -> tensor<i32>
    %t14 = stablehlo.constant dense<0> : tensor<i32>
    %149 = stablehlo.dynamic_slice %148, %t14, %t14, %t13, sizes = [2, 4, 1] : (tensor<2x4x2xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<2x4x1xi32>
    %150 = stablehlo.compare EQ, %146, %149 : (tensor<2x4x1xi32>, tensor<2x4x1xi32>) -> tensor<2x4x1xi1>
    %151 = stablehlo.convert %150 : (tensor<2x4x1xi1>) -> tensor<2x4x1xf32>
    %152 = stablehlo.constant dense<0.0e+0> : tensor<2x4x1xf32>
    %153 = stablehlo.compare LT, %152, %151 : (tensor<2x4x1xf32>, tensor<2x4x1xf32>) -> tensor<2x4x1xi1>
    %154 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x1xf32>
    %155 = stablehlo.select %153, %154, %128 : tensor<2x4x1xi1>, tensor<2x4x1xf32>
    %156 = stablehlo.reduce(%155 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %157 = "stablehlo.all_reduce"(%156) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %158 = stablehlo.broadcast_in_dim %157, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %159 = stablehlo.compare EQ, %155, %158 : (tensor<2x4x1xf32>, tensor<2x4x1xf32>) -> tensor<2x4x1xi1>
    %160 = stablehlo.convert %159 : (tensor<2x4x1xi1>) -> tensor<2x4x1xi32>
    %161 = stablehlo.broadcast_in_dim %1, dims = [2] : (tensor<1xi32>) -> tensor<2x4x1xi32>
    %162 = stablehlo.multiply %160, %161 : tensor<2x4x1xi32>
    %163 = stablehlo.reduce(%162 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x1xi32>, tensor<i32>) -> tensor<2x4xi32>
    %164 = stablehlo.constant dense<2> : tensor<2x4xi32>
    %165 = "stablehlo.all_reduce"(%163) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<i32>, %rb: tensor<i32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<i32>
      stablehlo.return %rc : tensor<i32>
    }) : (tensor<2x4xi32>) -> tensor<2x4xi32>
    %166 = stablehlo.subtract %164, %165 : tensor<2x4xi32>
    %167 = stablehlo.broadcast_in_dim %166, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x1xi32>
    %168 = stablehlo.iota dim = 0 : tensor<2xi32>
    %169 = stablehlo.broadcast_in_dim %168, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %t15 = stablehlo.replica_id : tensor<ui32>
    %t16 = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
    %t17 = stablehlo.dynamic_slice %t16, %t15, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t18 = stablehlo.reshape %t17 : (tensor<1xi32>) -> tensor<i32>
    %t19 = stablehlo.constant dense<0> : tensor<i32>
    %170 = stablehlo.dynamic_slice %169, %t19, %t19, %t18, sizes = [2, 4, 1] : (tensor<2x4x2xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<2x4x1xi32>
    %171 = stablehlo.compare EQ, %167, %170 : (tensor<2x4x1xi32>, tensor<2x4x1xi32>) -> tensor<2x4x1xi1>
    %172 = stablehlo.convert %171 : (tensor<2x4x1xi1>) -> tensor<2x4x1xf32>
    %173 = stablehlo.reduce(%151 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x1xf32>
    %174 = stablehlo.constant dense<2.5e-1> : tensor<2x1xf32>
    %175 = stablehlo.multiply %173, %174 : tensor<2x1xf32>
    %176 = stablehlo.reduce(%128 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x1xf32>
    %177 = stablehlo.constant dense<2.5e-1> : tensor<2x1xf32>
    %178 = stablehlo.multiply %176, %177 : tensor<2x1xf32>
    %179 = stablehlo.multiply %175, %178 : tensor<2x1xf32>
    %180 = stablehlo.reduce(%179 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x1xf32>, tensor<f32>) -> tensor<2xf32>
    %181 = stablehlo.constant dense<2.0e+0> : tensor<2xf32>
    %182 = stablehlo.multiply %180, %181 : tensor<2xf32>
    %183 = stablehlo.multiply %151, %128 : tensor<2x4x1xf32>
    %184 = stablehlo.multiply %172, %128 : tensor<2x4x1xf32>
    %185 = stablehlo.reduce(%183 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %186 = stablehlo.reduce(%184 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %187 = stablehlo.add %185, %186 : tensor<2x4xf32>
    %188 = "stablehlo.all_reduce"(%187) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %189 = stablehlo.dot_general %134, %151, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<2x4x1xf32>) -> tensor<4x2x1xf32>
    %190 = stablehlo.convert %189 : (tensor<4x2x1xf32>) -> tensor<4x2x1xi32>
    %191 = stablehlo.transpose %190, dims = [1, 0, 2] : (tensor<4x2x1xi32>) -> tensor<2x4x1xi32>
    %192 = stablehlo.broadcast_in_dim %191, dims = [0, 1, 2] : (tensor<2x4x1xi32>) -> tensor<2x4x1x5xi32>
    %193 = stablehlo.iota dim = 0 : tensor<5xi32>
    %194 = stablehlo.broadcast_in_dim %193, dims = [3] : (tensor<5xi32>) -> tensor<2x4x1x5xi32>
    %195 = stablehlo.compare EQ, %192, %194 : (tensor<2x4x1x5xi32>, tensor<2x4x1x5xi32>) -> tensor<2x4x1x5xi1>
    %196 = stablehlo.convert %195 : (tensor<2x4x1x5xi1>) -> tensor<2x4x1x5xf32>
    %197 = stablehlo.broadcast_in_dim %151, dims = [0, 1, 2] : (tensor<2x4x1xf32>) -> tensor<2x4x1x5xf32>
    %198 = stablehlo.multiply %196, %197 : tensor<2x4x1x5xf32>
    %199 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %200 = stablehlo.divide %199, %188 : tensor<2x4xf32>
    %201 = stablehlo.divide %200, %188 : tensor<2x4xf32>
    %202 = stablehlo.negate %201 : tensor<2x4xf32>
    %203 = stablehlo.broadcast_in_dim %200, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %204 = stablehlo.multiply %183, %203 : tensor<2x4x1xf32>
    %205 = stablehlo.broadcast_in_dim %204, dims = [0, 1, 2] : (tensor<2x4x1xf32>) -> tensor<2x4x1x5xf32>
    %206 = stablehlo.multiply %198, %205 : tensor<2x4x1x5xf32>
    %207 = stablehlo.dot_general %134, %172, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<2x4x1xf32>) -> tensor<4x2x1xf32>
    %208 = stablehlo.transpose %207, dims = [1, 0, 2] : (tensor<4x2x1xf32>) -> tensor<2x4x1xf32>
    %209 = stablehlo.broadcast_in_dim %173, dims = [0, 2] : (tensor<2x1xf32>) -> tensor<2x4x1xf32>
    %210 = stablehlo.add %208, %209 : tensor<2x4x1xf32>
    %211 = stablehlo.convert %210 : (tensor<2x4x1xf32>) -> tensor<2x4x1xi32>
    %212 = stablehlo.broadcast_in_dim %211, dims = [0, 1, 2] : (tensor<2x4x1xi32>) -> tensor<2x4x1x5xi32>
    %213 = stablehlo.iota dim = 0 : tensor<5xi32>
    %214 = stablehlo.broadcast_in_dim %213, dims = [3] : (tensor<5xi32>) -> tensor<2x4x1x5xi32>
    %215 = stablehlo.compare EQ, %212, %214 : (tensor<2x4x1x5xi32>, tensor<2x4x1x5xi32>) -> tensor<2x4x1x5xi1>
    %216 = stablehlo.convert %215 : (tensor<2x4x1x5xi1>) -> tensor<2x4x1x5xf32>
    %217 = stablehlo.broadcast_in_dim %172, dims = [0, 1, 2] : (tensor<2x4x1xf32>) -> tensor<2x4x1x5xf32>
    %218 = stablehlo.multiply %216, %217 : tensor<2x4x1x5xf32>
    %219 = stablehlo.broadcast_in_dim %200, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %220 = stablehlo.multiply %184, %219 : tensor<2x4x1xf32>
    %221 = stablehlo.broadcast_in_dim %220, dims = [0, 1, 2] : (tensor<2x4x1xf32>) -> tensor<2x4x1x5xf32>
    %222 = stablehlo.multiply %218, %221 : tensor<2x4x1x5xf32>
    %223 = stablehlo.add %206, %222 : tensor<2x4x1x5xf32>
    %224 = stablehlo.reduce(%182 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %225 = stablehlo.constant dense<0.0e+0> : tensor<2x4x1x5xf32>
    %226 = stablehlo.compare LT, %225, %223 : (tensor<2x4x1x5xf32>, tensor<2x4x1x5xf32>) -> tensor<2x4x1x5xi1>
    %227 = stablehlo.convert %226 : (tensor<2x4x1x5xi1>) -> tensor<2x4x1x5xf32>
    %228 = stablehlo.dot_general %227, %114, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x1x5xf32>, tensor<2x4x8xf32>) -> tensor<2x1x5x8xf32>
    %229 = stablehlo.dot_general %228, %arg15, batching_dims = [1] x [0], contracting_dims = [3] x [1] : (tensor<2x1x5x8xf32>, tensor<1x8x32xf32>) -> tensor<1x2x5x32xf32>
    %230 = stablehlo.constant dense<5.0e-1> : tensor<1x2x5x32xf32>
    %231 = stablehlo.multiply %229, %230 : tensor<1x2x5x32xf32> loc("gelu")
    %232 = stablehlo.multiply %229, %229 : tensor<1x2x5x32xf32> loc("gelu")
    %233 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<1x2x5x32xf32>
    %234 = stablehlo.multiply %232, %233 : tensor<1x2x5x32xf32> loc("gelu")
    %235 = stablehlo.constant dense<1.0e+0> : tensor<1x2x5x32xf32>
    %236 = stablehlo.add %234, %235 : tensor<1x2x5x32xf32> loc("gelu")
    %237 = stablehlo.multiply %229, %236 : tensor<1x2x5x32xf32> loc("gelu")
    %238 = stablehlo.constant dense<7.978845834732056e-1> : tensor<1x2x5x32xf32>
    %239 = stablehlo.multiply %237, %238 : tensor<1x2x5x32xf32> loc("gelu")
    %240 = stablehlo.constant dense<0.0e+0> : tensor<1x2x5x32xf32>
    %241 = stablehlo.compare LT, %239, %240 : (tensor<1x2x5x32xf32>, tensor<1x2x5x32xf32>) -> tensor<1x2x5x32xi1> loc("gelu")
    %242 = stablehlo.constant dense<1.0e+0> : tensor<1x2x5x32xf32>
    %243 = stablehlo.constant dense<-1.0e+0> : tensor<1x2x5x32xf32>
    %244 = stablehlo.select %241, %242, %243 : tensor<1x2x5x32xi1>, tensor<1x2x5x32xf32> loc("gelu")
    %245 = stablehlo.multiply %239, %244 : tensor<1x2x5x32xf32> loc("gelu")
    %246 = stablehlo.constant dense<2.0e+0> : tensor<1x2x5x32xf32>
    %247 = stablehlo.multiply %245, %246 : tensor<1x2x5x32xf32> loc("gelu")
    %248 = stablehlo.exponential %247 : tensor<1x2x5x32xf32> loc("gelu")
    %249 = stablehlo.constant dense<-1.0e+0> : tensor<1x2x5x32xf32>
    %250 = stablehlo.add %248, %249 : tensor<1x2x5x32xf32> loc("gelu")
    %251 = stablehlo.constant dense<1.0e+0> : tensor<1x2x5x32xf32>
    %252 = stablehlo.add %248, %251 : tensor<1x2x5x32xf32> loc("gelu")
    %253 = stablehlo.constant dense<1.0e+0> : tensor<1x2x5x32xf32>
    %254 = stablehlo.divide %253, %252 : tensor<1x2x5x32xf32> loc("gelu")
    %255 = stablehlo.multiply %254, %254 : tensor<1x2x5x32xf32> loc("gelu")
    %256 = stablehlo.negate %255 : tensor<1x2x5x32xf32> loc("gelu")
    %257 = stablehlo.multiply %250, %254 : tensor<1x2x5x32xf32> loc("gelu")
    %258 = stablehlo.multiply %257, %244 : tensor<1x2x5x32xf32> loc("gelu")
    %259 = stablehlo.constant dense<1.0e+0> : tensor<1x2x5x32xf32>
    %260 = stablehlo.add %258, %259 : tensor<1x2x5x32xf32> loc("gelu")
    %261 = stablehlo.multiply %231, %260 : tensor<1x2x5x32xf32> loc("gelu")
    %262 = stablehlo.dot_general %arg16, %261, batching_dims = [0] x [0], contracting_dims = [1] x [3] : (tensor<1x32x8xf32>, tensor<1x2x5x32xf32>) -> tensor<1x8x2x5xf32>
    %263 = stablehlo.transpose %262, dims = [2, 1, 0, 3] : (tensor<1x8x2x5xf32>) -> tensor<2x8x1x5xf32>
    %264 = stablehlo.reshape %223 : (tensor<2x4x1x5xf32>) -> tensor<2x4x5xf32>
    %265 = stablehlo.reshape %263 : (tensor<2x8x1x5xf32>) -> tensor<2x8x5xf32>
    %266 = stablehlo.dot_general %223, %262, batching_dims = [0] x [2], contracting_dims = [2, 3] x [0, 3] : (tensor<2x4x1x5xf32>, tensor<1x8x2x5xf32>) -> tensor<2x4x8xf32>
    %267 = "stablehlo.all_reduce"(%266) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %268 = stablehlo.add %90, %267 : tensor<2x4x8xf32>
    %269 = stablehlo.reduce(%268 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %270 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %271 = stablehlo.multiply %269, %270 : tensor<2x4xf32>
    %272 = stablehlo.broadcast_in_dim %271, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %273 = stablehlo.subtract %268, %272 : tensor<2x4x8xf32>
    %274 = stablehlo.multiply %273, %273 : tensor<2x4x8xf32>
    %275 = stablehlo.reduce(%274 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %276 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %277 = stablehlo.multiply %275, %276 : tensor<2x4xf32>
    %278 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %279 = stablehlo.add %277, %278 : tensor<2x4xf32>
    %280 = stablehlo.sqrt %279 : tensor<2x4xf32>
    %281 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %282 = stablehlo.multiply %280, %281 : tensor<2x4xf32>
    %283 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %284 = stablehlo.divide %283, %280 : tensor<2x4xf32>
    %285 = stablehlo.divide %284, %280 : tensor<2x4xf32>
    %286 = stablehlo.negate %285 : tensor<2x4xf32>
    %287 = stablehlo.broadcast_in_dim %284, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %288 = stablehlo.multiply %273, %287 : tensor<2x4x8xf32>
    %289 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %290 = stablehlo.multiply %288, %289 : tensor<2x4x8xf32>
    %291 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %292 = stablehlo.add %290, %291 : tensor<2x4x8xf32>
    %293 = stablehlo.dot_general %292, %arg0, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<32x8xf32>) -> tensor<2x4x32xf32>
    %294 = stablehlo.reduce(%293 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x32xf32>, tensor<f32>) -> tensor<2x4xf32>
    %295 = "stablehlo.all_reduce"(%294) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %296 = stablehlo.broadcast_in_dim %295, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x32xf32>
    %297 = stablehlo.subtract %293, %296 : tensor<2x4x32xf32>
    %298 = stablehlo.exponential %297 : tensor<2x4x32xf32>
    %299 = stablehlo.reduce(%298 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x32xf32>, tensor<f32>) -> tensor<2x4xf32>
    %300 = "stablehlo.all_reduce"(%299) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %301 = stablehlo.log %300 : tensor<2x4xf32>
    %302 = stablehlo.broadcast_in_dim %301, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x32xf32>
    %303 = stablehlo.subtract %297, %302 : tensor<2x4x32xf32>
    %304 = stablehlo.broadcast_in_dim %arg61, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x32xi32>
    %305 = stablehlo.iota dim = 0 : tensor<64xi32>
    %306 = stablehlo.broadcast_in_dim %305, dims = [2] : (tensor<64xi32>) -> tensor<2x4x64xi32>
    %t20 = stablehlo.replica_id : tensor<ui32>
    %t21 = stablehlo.constant dense<[0, 32]> : tensor<2xi32>
    %t22 = stablehlo.dynamic_slice %t21, %t20, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t23 = stablehlo.reshape %t22 : (tensor<1xi32>) -> tensor<i32>
    %t24 = stablehlo.constant dense<0> : tensor<i32>
    %307 = stablehlo.dynamic_slice %306, %t24, %t24, %t23, sizes = [2, 4, 32] : (tensor<2x4x64xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<2x4x32xi32>
    %308 = stablehlo.compare EQ, %304, %307 : (tensor<2x4x32xi32>, tensor<2x4x32xi32>) -> tensor<2x4x32xi1>
    %309 = stablehlo.convert %308 : (tensor<2x4x32xi1>) -> tensor<2x4x32xf32>
    %310 = stablehlo.multiply %303, %309 : tensor<2x4x32xf32>
    %311 = stablehlo.reduce(%310 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x4x32xf32>, tensor<f32>) -> tensor<f32>
    %312 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %313 = stablehlo.multiply %311, %312 : tensor<f32>
    %314 = stablehlo.constant dense<2.4999999441206455e-3> : tensor<f32>
    %315 = stablehlo.multiply %224, %314 : tensor<f32>
    %316 = stablehlo.subtract %315, %313 : tensor<f32>
    %317 = stablehlo.constant dense<1.2499999720603228e-3> : tensor<2x1xf32>
    %318 = stablehlo.multiply %175, %317 : tensor<2x1xf32>
    %319 = stablehlo.constant dense<-6.25e-2> : tensor<2x4x32xf32>
    %320 = stablehlo.multiply %319, %309 : tensor<2x4x32xf32>
    %321 = stablehlo.reduce(%320 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x32xf32>, tensor<f32>) -> tensor<2x4xf32>
    %322 = stablehlo.negate %321 : tensor<2x4xf32>
    %323 = stablehlo.divide %322, %300 : tensor<2x4xf32>
    %324 = "stablehlo.all_reduce"(%323) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %325 = stablehlo.broadcast_in_dim %324, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x32xf32>
    %326 = stablehlo.multiply %298, %325 : tensor<2x4x32xf32>
    %327 = stablehlo.add %320, %326 : tensor<2x4x32xf32>
    %328 = stablehlo.dot_general %327, %arg0, contracting_dims = [2] x [0] : (tensor<2x4x32xf32>, tensor<32x8xf32>) -> tensor<2x4x8xf32>
    %329 = "stablehlo.all_reduce"(%328) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %330 = stablehlo.reduce(%329 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %331 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %332 = stablehlo.multiply %329, %331 : tensor<2x4x8xf32>
    %333 = stablehlo.broadcast_in_dim %284, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %334 = stablehlo.multiply %332, %333 : tensor<2x4x8xf32>
    %335 = stablehlo.multiply %273, %332 : tensor<2x4x8xf32>
    %336 = stablehlo.reduce(%335 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %337 = stablehlo.multiply %286, %336 : tensor<2x4xf32>
    %338 = stablehlo.divide %337, %282 : tensor<2x4xf32>
    %339 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %340 = stablehlo.multiply %338, %339 : tensor<2x4xf32>
    %341 = stablehlo.broadcast_in_dim %340, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %342 = stablehlo.multiply %341, %273 : tensor<2x4x8xf32>
    %343 = stablehlo.add %334, %342 : tensor<2x4x8xf32>
    %344 = stablehlo.add %343, %342 : tensor<2x4x8xf32>
    %345 = stablehlo.reduce(%344 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %346 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %347 = stablehlo.multiply %345, %346 : tensor<2x4xf32>
    %348 = stablehlo.broadcast_in_dim %347, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %349 = stablehlo.add %344, %348 : tensor<2x4x8xf32>
    %350 = stablehlo.dot_general %349, %265, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<2x8x5xf32>) -> tensor<2x4x5xf32>
    %351 = stablehlo.reshape %350 : (tensor<2x4x5xf32>) -> tensor<2x4x1x5xf32>
    %352 = stablehlo.multiply %218, %351 : tensor<2x4x1x5xf32>
    %353 = stablehlo.reduce(%352 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x4x1x5xf32>, tensor<f32>) -> tensor<2x4x1xf32>
    %354 = stablehlo.broadcast_in_dim %200, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %355 = stablehlo.multiply %353, %354 : tensor<2x4x1xf32>
    %356 = stablehlo.multiply %184, %353 : tensor<2x4x1xf32>
    %357 = stablehlo.reduce(%356 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %358 = stablehlo.multiply %202, %357 : tensor<2x4xf32>
    %359 = stablehlo.multiply %198, %351 : tensor<2x4x1x5xf32>
    %360 = stablehlo.reduce(%359 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x4x1x5xf32>, tensor<f32>) -> tensor<2x4x1xf32>
    %361 = stablehlo.broadcast_in_dim %200, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %362 = stablehlo.multiply %360, %361 : tensor<2x4x1xf32>
    %363 = stablehlo.multiply %183, %360 : tensor<2x4x1xf32>
    %364 = stablehlo.reduce(%363 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %365 = stablehlo.multiply %202, %364 : tensor<2x4xf32>
    %366 = stablehlo.add %358, %365 : tensor<2x4xf32>
    %367 = "stablehlo.all_reduce"(%366) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %368 = stablehlo.broadcast_in_dim %367, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %369 = stablehlo.add %355, %368 : tensor<2x4x1xf32>
    %370 = stablehlo.multiply %172, %369 : tensor<2x4x1xf32>
    %371 = stablehlo.broadcast_in_dim %318, dims = [0, 2] : (tensor<2x1xf32>) -> tensor<2x4x1xf32>
    %372 = stablehlo.add %371, %370 : tensor<2x4x1xf32>
    %373 = stablehlo.broadcast_in_dim %367, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %374 = stablehlo.add %362, %373 : tensor<2x4x1xf32>
    %375 = stablehlo.multiply %151, %374 : tensor<2x4x1xf32>
    %376 = stablehlo.add %372, %375 : tensor<2x4x1xf32>
    %377 = stablehlo.broadcast_in_dim %124, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %378 = stablehlo.multiply %376, %377 : tensor<2x4x1xf32>
    %379 = stablehlo.multiply %120, %376 : tensor<2x4x1xf32>
    %380 = stablehlo.reduce(%379 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %381 = stablehlo.multiply %126, %380 : tensor<2x4xf32>
    %382 = "stablehlo.all_reduce"(%381) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %383 = stablehlo.broadcast_in_dim %382, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %384 = stablehlo.add %378, %383 : tensor<2x4x1xf32>
    %385 = stablehlo.multiply %120, %384 : tensor<2x4x1xf32>
    %386 = stablehlo.dot_general %385, %arg14, contracting_dims = [2] x [1] : (tensor<2x4x1xf32>, tensor<8x1xf32>) -> tensor<2x4x8xf32>
    %387 = stablehlo.dot_general %114, %385, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x1xf32>) -> tensor<8x1xf32>
    %388 = stablehlo.dot_general %349, %264, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x8xf32>, tensor<2x4x5xf32>) -> tensor<2x8x5xf32>
    %389 = stablehlo.reshape %388 : (tensor<2x8x5xf32>) -> tensor<2x8x1x5xf32>
    %390 = stablehlo.dot_general %389, %arg16, batching_dims = [2] x [0], contracting_dims = [1] x [2] : (tensor<2x8x1x5xf32>, tensor<1x32x8xf32>) -> tensor<1x2x5x32xf32>
    %391 = stablehlo.multiply %390, %260 : tensor<1x2x5x32xf32> loc("gelu")
    %392 = stablehlo.multiply %231, %390 : tensor<1x2x5x32xf32> loc("gelu")
    %393 = stablehlo.multiply %392, %244 : tensor<1x2x5x32xf32> loc("gelu")
    %394 = stablehlo.multiply %393, %254 : tensor<1x2x5x32xf32> loc("gelu")
    %395 = stablehlo.multiply %250, %393 : tensor<1x2x5x32xf32> loc("gelu")
    %396 = stablehlo.multiply %256, %395 : tensor<1x2x5x32xf32> loc("gelu")
    %397 = stablehlo.add %394, %396 : tensor<1x2x5x32xf32> loc("gelu")
    %398 = stablehlo.multiply %248, %397 : tensor<1x2x5x32xf32> loc("gelu")
    %399 = stablehlo.constant dense<2.0e+0> : tensor<1x2x5x32xf32>
    %400 = stablehlo.multiply %398, %399 : tensor<1x2x5x32xf32> loc("gelu")
    %401 = stablehlo.multiply %400, %244 : tensor<1x2x5x32xf32> loc("gelu")
    %402 = stablehlo.constant dense<7.978845834732056e-1> : tensor<1x2x5x32xf32>
    %403 = stablehlo.multiply %401, %402 : tensor<1x2x5x32xf32> loc("gelu")
    %404 = stablehlo.multiply %403, %236 : tensor<1x2x5x32xf32> loc("gelu")
    %405 = stablehlo.multiply %229, %403 : tensor<1x2x5x32xf32> loc("gelu")
    %406 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<1x2x5x32xf32>
    %407 = stablehlo.multiply %405, %406 : tensor<1x2x5x32xf32> loc("gelu")
    %408 = stablehlo.multiply %407, %229 : tensor<1x2x5x32xf32> loc("gelu")
    %409 = stablehlo.add %404, %408 : tensor<1x2x5x32xf32> loc("gelu")
    %410 = stablehlo.add %409, %408 : tensor<1x2x5x32xf32> loc("gelu")
    %411 = stablehlo.constant dense<5.0e-1> : tensor<1x2x5x32xf32>
    %412 = stablehlo.multiply %391, %411 : tensor<1x2x5x32xf32> loc("gelu")
    %413 = stablehlo.add %410, %412 : tensor<1x2x5x32xf32> loc("gelu")
    %414 = stablehlo.dot_general %413, %arg15, batching_dims = [0] x [0], contracting_dims = [3] x [2] : (tensor<1x2x5x32xf32>, tensor<1x8x32xf32>) -> tensor<1x2x5x8xf32>
    %415 = stablehlo.dot_general %227, %414, batching_dims = [0] x [1], contracting_dims = [2, 3] x [0, 2] : (tensor<2x4x1x5xf32>, tensor<1x2x5x8xf32>) -> tensor<2x4x8xf32>
    %416 = stablehlo.add %386, %415 : tensor<2x4x8xf32>
    %417 = "stablehlo.all_reduce"(%416) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %418 = stablehlo.reduce(%417 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %419 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %420 = stablehlo.multiply %417, %419 : tensor<2x4x8xf32>
    %421 = stablehlo.broadcast_in_dim %106, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %422 = stablehlo.multiply %420, %421 : tensor<2x4x8xf32>
    %423 = stablehlo.multiply %95, %420 : tensor<2x4x8xf32>
    %424 = stablehlo.reduce(%423 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %425 = stablehlo.multiply %108, %424 : tensor<2x4xf32>
    %426 = stablehlo.divide %425, %104 : tensor<2x4xf32>
    %427 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %428 = stablehlo.multiply %426, %427 : tensor<2x4xf32>
    %429 = stablehlo.broadcast_in_dim %428, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %430 = stablehlo.multiply %429, %95 : tensor<2x4x8xf32>
    %431 = stablehlo.add %422, %430 : tensor<2x4x8xf32>
    %432 = stablehlo.add %431, %430 : tensor<2x4x8xf32>
    %433 = stablehlo.reduce(%432 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %434 = stablehlo.add %349, %432 : tensor<2x4x8xf32>
    %435 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %436 = stablehlo.multiply %433, %435 : tensor<2x4xf32>
    %437 = stablehlo.broadcast_in_dim %436, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %438 = stablehlo.add %434, %437 : tensor<2x4x8xf32>
    %439 = stablehlo.reduce(%438 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %440 = stablehlo.dot_general %438, %arg10, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<4x8xf32>) -> tensor<2x4x4xf32>
    %441 = stablehlo.reshape %440 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %442 = stablehlo.dot_general %441, %60, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x1x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %443 = stablehlo.broadcast_in_dim %78, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %444 = stablehlo.multiply %442, %443 : tensor<2x1x4x4xf32>
    %445 = stablehlo.multiply %75, %442 : tensor<2x1x4x4xf32>
    %446 = stablehlo.reduce(%445 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %447 = stablehlo.multiply %80, %446 : tensor<2x1x4xf32>
    %448 = stablehlo.broadcast_in_dim %447, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %449 = stablehlo.add %444, %448 : tensor<2x1x4x4xf32>
    %450 = stablehlo.multiply %75, %449 : tensor<2x1x4x4xf32>
    %451 = stablehlo.broadcast_in_dim %68, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x1x4x4xi1>
    %452 = stablehlo.constant dense<0.0e+0> : tensor<2x1x4x4xf32>
    %453 = stablehlo.select %451, %450, %452 : tensor<2x1x4x4xi1>, tensor<2x1x4x4xf32>
    %454 = stablehlo.constant dense<5.0e-1> : tensor<2x1x4x4xf32>
    %455 = stablehlo.multiply %453, %454 : tensor<2x1x4x4xf32>
    %456 = stablehlo.dot_general %455, %56, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %457 = stablehlo.transpose %456, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %458 = stablehlo.reshape %457 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %459 = stablehlo.reduce(%458 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %460 = stablehlo.dot_general %458, %arg4, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %461 = stablehlo.dot_general %48, %458, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %462 = stablehlo.dot_general %455, %52, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %463 = stablehlo.transpose %462, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %464 = stablehlo.reshape %463 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %465 = stablehlo.reduce(%464 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %466 = stablehlo.dot_general %464, %arg6, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %467 = stablehlo.add %460, %466 : tensor<2x4x8xf32>
    %468 = stablehlo.dot_general %48, %464, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %469 = stablehlo.dot_general %82, %441, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %470 = stablehlo.transpose %469, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %471 = stablehlo.reshape %470 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %472 = stablehlo.reduce(%471 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %473 = stablehlo.dot_general %471, %arg8, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %474 = stablehlo.add %467, %473 : tensor<2x4x8xf32>
    %475 = "stablehlo.all_reduce"(%474) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %476 = stablehlo.reduce(%475 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %477 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %478 = stablehlo.multiply %475, %477 : tensor<2x4x8xf32>
    %479 = stablehlo.broadcast_in_dim %40, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %480 = stablehlo.multiply %478, %479 : tensor<2x4x8xf32>
    %481 = stablehlo.multiply %29, %478 : tensor<2x4x8xf32>
    %482 = stablehlo.reduce(%481 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %483 = stablehlo.multiply %42, %482 : tensor<2x4xf32>
    %484 = stablehlo.divide %483, %38 : tensor<2x4xf32>
    %485 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %486 = stablehlo.multiply %484, %485 : tensor<2x4xf32>
    %487 = stablehlo.broadcast_in_dim %486, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %488 = stablehlo.multiply %487, %29 : tensor<2x4x8xf32>
    %489 = stablehlo.add %480, %488 : tensor<2x4x8xf32>
    %490 = stablehlo.add %489, %488 : tensor<2x4x8xf32>
    %491 = stablehlo.reduce(%490 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %492 = stablehlo.add %438, %490 : tensor<2x4x8xf32>
    %493 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %494 = stablehlo.multiply %491, %493 : tensor<2x4xf32>
    %495 = stablehlo.broadcast_in_dim %494, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %496 = stablehlo.add %492, %495 : tensor<2x4x8xf32>
    %497 = stablehlo.reduce(%496 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %498 = stablehlo.constant dense<0.0e+0> : tensor<32x8xf32>
    %499 = stablehlo.constant dense<[0, 32]> : tensor<2xi32>
    %t25 = stablehlo.replica_id : tensor<ui32>
    %t26 = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
    %t27 = stablehlo.dynamic_slice %t26, %t25, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t28 = stablehlo.reshape %t27 : (tensor<1xi32>) -> tensor<i32>
    %t29 = stablehlo.constant dense<0> : tensor<i32>
    %500 = stablehlo.dynamic_slice %499, %t28, sizes = [1] : (tensor<2xi32>, tensor<i32>) -> tensor<1xi32>
    %501 = stablehlo.reshape %500 : (tensor<1xi32>) -> tensor<i32>
    %502 = stablehlo.broadcast_in_dim %501, dims = [] : (tensor<i32>) -> tensor<2x4xi32>
    %503 = stablehlo.subtract %arg60, %502 : tensor<2x4xi32>
    %504 = "stablehlo.scatter"(%498, %503, %496) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<32x8xf32>, tensor<2x4xi32>, tensor<2x4x8xf32>) -> tensor<32x8xf32>
    %505 = stablehlo.multiply %44, %475 : tensor<2x4x8xf32>
    %506 = stablehlo.reduce(%505 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %507 = stablehlo.dot_general %48, %471, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %508 = stablehlo.dot_general %85, %438, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x4xf32>, tensor<2x4x8xf32>) -> tensor<4x8xf32>
    %509 = stablehlo.multiply %110, %417 : tensor<2x4x8xf32>
    %510 = stablehlo.reduce(%509 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %511 = stablehlo.dot_general %114, %227, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x8xf32>, tensor<2x4x1x5xf32>) -> tensor<2x8x1x5xf32>
    %512 = stablehlo.dot_general %511, %413, batching_dims = [2] x [0], contracting_dims = [0, 3] x [1, 2] : (tensor<2x8x1x5xf32>, tensor<1x2x5x32xf32>) -> tensor<1x8x32xf32>
    %513 = stablehlo.dot_general %261, %389, batching_dims = [0] x [2], contracting_dims = [1, 2] x [0, 3] : (tensor<1x2x5x32xf32>, tensor<2x8x1x5xf32>) -> tensor<1x32x8xf32>
    %514 = stablehlo.multiply %288, %329 : tensor<2x4x8xf32>
    %515 = stablehlo.reduce(%514 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %516 = stablehlo.dot_general %327, %292, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x32xf32>, tensor<2x4x8xf32>) -> tensor<32x8xf32>
    %517 = stablehlo.add %504, %516 : tensor<32x8xf32>
    %518 = stablehlo.multiply %517, %517 : tensor<32x8xf32>
    %519 = stablehlo.reduce(%518 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<32x8xf32>, tensor<f32>) -> tensor<f32>
    %520 = stablehlo.multiply %497, %497 : tensor<4x8xf32>
    %521 = stablehlo.reduce(%520 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %522 = stablehlo.multiply %506, %506 : tensor<8xf32>
    %523 = stablehlo.reduce(%522 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %524 = stablehlo.multiply %476, %476 : tensor<8xf32>
    %525 = stablehlo.reduce(%524 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %526 = stablehlo.multiply %461, %461 : tensor<8x4xf32>
    %527 = stablehlo.reduce(%526 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %528 = stablehlo.multiply %459, %459 : tensor<4xf32>
    %529 = stablehlo.reduce(%528 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %530 = stablehlo.multiply %468, %468 : tensor<8x4xf32>
    %531 = stablehlo.reduce(%530 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %532 = stablehlo.multiply %465, %465 : tensor<4xf32>
    %533 = stablehlo.reduce(%532 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %534 = stablehlo.multiply %507, %507 : tensor<8x4xf32>
    %535 = stablehlo.reduce(%534 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %536 = stablehlo.multiply %472, %472 : tensor<4xf32>
    %537 = stablehlo.reduce(%536 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %538 = stablehlo.multiply %508, %508 : tensor<4x8xf32>
    %539 = stablehlo.reduce(%538 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %540 = stablehlo.multiply %439, %439 : tensor<8xf32>
    %541 = stablehlo.reduce(%540 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %542 = stablehlo.multiply %510, %510 : tensor<8xf32>
    %543 = stablehlo.reduce(%542 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %544 = stablehlo.multiply %418, %418 : tensor<8xf32>
    %545 = stablehlo.reduce(%544 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %546 = stablehlo.multiply %387, %387 : tensor<8x1xf32>
    %547 = stablehlo.reduce(%546 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x1xf32>, tensor<f32>) -> tensor<f32>
    %548 = stablehlo.multiply %512, %512 : tensor<1x8x32xf32>
    %549 = stablehlo.reduce(%548 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x8x32xf32>, tensor<f32>) -> tensor<f32>
    %550 = stablehlo.multiply %513, %513 : tensor<1x32x8xf32>
    %551 = stablehlo.reduce(%550 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x32x8xf32>, tensor<f32>) -> tensor<f32>
    %552 = stablehlo.multiply %515, %515 : tensor<8xf32>
    %553 = stablehlo.reduce(%552 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %554 = stablehlo.multiply %330, %330 : tensor<8xf32>
    %555 = stablehlo.reduce(%554 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %556 = "stablehlo.all_reduce"(%519) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %557 = stablehlo.add %556, %521 : tensor<f32>
    %558 = stablehlo.add %557, %523 : tensor<f32>
    %559 = stablehlo.add %558, %525 : tensor<f32>
    %560 = "stablehlo.all_reduce"(%527) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %561 = stablehlo.add %559, %560 : tensor<f32>
    %562 = "stablehlo.all_reduce"(%529) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %563 = stablehlo.add %561, %562 : tensor<f32>
    %564 = "stablehlo.all_reduce"(%531) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %565 = stablehlo.add %563, %564 : tensor<f32>
    %566 = "stablehlo.all_reduce"(%533) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %567 = stablehlo.add %565, %566 : tensor<f32>
    %568 = "stablehlo.all_reduce"(%535) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %569 = stablehlo.add %567, %568 : tensor<f32>
    %570 = "stablehlo.all_reduce"(%537) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %571 = stablehlo.add %569, %570 : tensor<f32>
    %572 = "stablehlo.all_reduce"(%539) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %573 = stablehlo.add %571, %572 : tensor<f32>
    %574 = stablehlo.add %573, %541 : tensor<f32>
    %575 = stablehlo.add %574, %543 : tensor<f32>
    %576 = stablehlo.add %575, %545 : tensor<f32>
    %577 = "stablehlo.all_reduce"(%547) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %578 = stablehlo.add %576, %577 : tensor<f32>
    %579 = "stablehlo.all_reduce"(%549) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %580 = stablehlo.add %578, %579 : tensor<f32>
    %581 = "stablehlo.all_reduce"(%551) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %582 = stablehlo.add %580, %581 : tensor<f32>
    %583 = stablehlo.add %582, %553 : tensor<f32>
    %584 = stablehlo.add %583, %555 : tensor<f32>
    %585 = stablehlo.sqrt %584 : tensor<f32>
    %586 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %587 = stablehlo.divide %586, %585 : tensor<f32>
    %588 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %589 = stablehlo.minimum %587, %588 : tensor<f32>
    %590 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %591 = stablehlo.multiply %517, %590 : tensor<32x8xf32>
    %592 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %593 = stablehlo.multiply %497, %592 : tensor<4x8xf32>
    %594 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %595 = stablehlo.multiply %506, %594 : tensor<8xf32>
    %596 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %597 = stablehlo.multiply %476, %596 : tensor<8xf32>
    %598 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %599 = stablehlo.multiply %461, %598 : tensor<8x4xf32>
    %600 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %601 = stablehlo.multiply %459, %600 : tensor<4xf32>
    %602 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %603 = stablehlo.multiply %468, %602 : tensor<8x4xf32>
    %604 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %605 = stablehlo.multiply %465, %604 : tensor<4xf32>
    %606 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %607 = stablehlo.multiply %507, %606 : tensor<8x4xf32>
    %608 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %609 = stablehlo.multiply %472, %608 : tensor<4xf32>
    %610 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %611 = stablehlo.multiply %508, %610 : tensor<4x8xf32>
    %612 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %613 = stablehlo.multiply %439, %612 : tensor<8xf32>
    %614 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %615 = stablehlo.multiply %510, %614 : tensor<8xf32>
    %616 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %617 = stablehlo.multiply %418, %616 : tensor<8xf32>
    %618 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8x1xf32>
    %619 = stablehlo.multiply %387, %618 : tensor<8x1xf32>
    %620 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<1x8x32xf32>
    %621 = stablehlo.multiply %512, %620 : tensor<1x8x32xf32>
    %622 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<1x32x8xf32>
    %623 = stablehlo.multiply %513, %622 : tensor<1x32x8xf32>
    %624 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %625 = stablehlo.multiply %515, %624 : tensor<8xf32>
    %626 = stablehlo.broadcast_in_dim %589, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %627 = stablehlo.multiply %330, %626 : tensor<8xf32>
    %628 = stablehlo.constant dense<8.999999761581421e-1> : tensor<32x8xf32>
    %629 = stablehlo.multiply %arg19, %628 : tensor<32x8xf32>
    %630 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<32x8xf32>
    %631 = stablehlo.multiply %591, %630 : tensor<32x8xf32>
    %632 = stablehlo.add %629, %631 : tensor<32x8xf32>
    %633 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %634 = stablehlo.multiply %arg20, %633 : tensor<4x8xf32>
    %635 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %636 = stablehlo.multiply %593, %635 : tensor<4x8xf32>
    %637 = stablehlo.add %634, %636 : tensor<4x8xf32>
    %638 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %639 = stablehlo.multiply %arg21, %638 : tensor<8xf32>
    %640 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %641 = stablehlo.multiply %595, %640 : tensor<8xf32>
    %642 = stablehlo.add %639, %641 : tensor<8xf32>
    %643 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %644 = stablehlo.multiply %arg22, %643 : tensor<8xf32>
    %645 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %646 = stablehlo.multiply %597, %645 : tensor<8xf32>
    %647 = stablehlo.add %644, %646 : tensor<8xf32>
    %648 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %649 = stablehlo.multiply %arg23, %648 : tensor<8x4xf32>
    %650 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %651 = stablehlo.multiply %599, %650 : tensor<8x4xf32>
    %652 = stablehlo.add %649, %651 : tensor<8x4xf32>
    %653 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %654 = stablehlo.multiply %arg24, %653 : tensor<4xf32>
    %655 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %656 = stablehlo.multiply %601, %655 : tensor<4xf32>
    %657 = stablehlo.add %654, %656 : tensor<4xf32>
    %658 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %659 = stablehlo.multiply %arg25, %658 : tensor<8x4xf32>
    %660 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %661 = stablehlo.multiply %603, %660 : tensor<8x4xf32>
    %662 = stablehlo.add %659, %661 : tensor<8x4xf32>
    %663 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %664 = stablehlo.multiply %arg26, %663 : tensor<4xf32>
    %665 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %666 = stablehlo.multiply %605, %665 : tensor<4xf32>
    %667 = stablehlo.add %664, %666 : tensor<4xf32>
    %668 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %669 = stablehlo.multiply %arg27, %668 : tensor<8x4xf32>
    %670 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %671 = stablehlo.multiply %607, %670 : tensor<8x4xf32>
    %672 = stablehlo.add %669, %671 : tensor<8x4xf32>
    %673 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %674 = stablehlo.multiply %arg28, %673 : tensor<4xf32>
    %675 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %676 = stablehlo.multiply %609, %675 : tensor<4xf32>
    %677 = stablehlo.add %674, %676 : tensor<4xf32>
    %678 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %679 = stablehlo.multiply %arg29, %678 : tensor<4x8xf32>
    %680 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %681 = stablehlo.multiply %611, %680 : tensor<4x8xf32>
    %682 = stablehlo.add %679, %681 : tensor<4x8xf32>
    %683 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %684 = stablehlo.multiply %arg30, %683 : tensor<8xf32>
    %685 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %686 = stablehlo.multiply %613, %685 : tensor<8xf32>
    %687 = stablehlo.add %684, %686 : tensor<8xf32>
    %688 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %689 = stablehlo.multiply %arg31, %688 : tensor<8xf32>
    %690 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %691 = stablehlo.multiply %615, %690 : tensor<8xf32>
    %692 = stablehlo.add %689, %691 : tensor<8xf32>
    %693 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %694 = stablehlo.multiply %arg32, %693 : tensor<8xf32>
    %695 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %696 = stablehlo.multiply %617, %695 : tensor<8xf32>
    %697 = stablehlo.add %694, %696 : tensor<8xf32>
    %698 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x1xf32>
    %699 = stablehlo.multiply %arg33, %698 : tensor<8x1xf32>
    %700 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x1xf32>
    %701 = stablehlo.multiply %619, %700 : tensor<8x1xf32>
    %702 = stablehlo.add %699, %701 : tensor<8x1xf32>
    %703 = stablehlo.constant dense<8.999999761581421e-1> : tensor<1x8x32xf32>
    %704 = stablehlo.multiply %arg34, %703 : tensor<1x8x32xf32>
    %705 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<1x8x32xf32>
    %706 = stablehlo.multiply %621, %705 : tensor<1x8x32xf32>
    %707 = stablehlo.add %704, %706 : tensor<1x8x32xf32>
    %708 = stablehlo.constant dense<8.999999761581421e-1> : tensor<1x32x8xf32>
    %709 = stablehlo.multiply %arg35, %708 : tensor<1x32x8xf32>
    %710 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<1x32x8xf32>
    %711 = stablehlo.multiply %623, %710 : tensor<1x32x8xf32>
    %712 = stablehlo.add %709, %711 : tensor<1x32x8xf32>
    %713 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %714 = stablehlo.multiply %arg36, %713 : tensor<8xf32>
    %715 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %716 = stablehlo.multiply %625, %715 : tensor<8xf32>
    %717 = stablehlo.add %714, %716 : tensor<8xf32>
    %718 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %719 = stablehlo.multiply %arg37, %718 : tensor<8xf32>
    %720 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %721 = stablehlo.multiply %627, %720 : tensor<8xf32>
    %722 = stablehlo.add %719, %721 : tensor<8xf32>
    %723 = stablehlo.multiply %591, %591 : tensor<32x8xf32>
    %724 = stablehlo.constant dense<9.990000128746033e-1> : tensor<32x8xf32>
    %725 = stablehlo.multiply %arg38, %724 : tensor<32x8xf32>
    %726 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<32x8xf32>
    %727 = stablehlo.multiply %723, %726 : tensor<32x8xf32>
    %728 = stablehlo.add %725, %727 : tensor<32x8xf32>
    %729 = stablehlo.multiply %593, %593 : tensor<4x8xf32>
    %730 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %731 = stablehlo.multiply %arg39, %730 : tensor<4x8xf32>
    %732 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %733 = stablehlo.multiply %729, %732 : tensor<4x8xf32>
    %734 = stablehlo.add %731, %733 : tensor<4x8xf32>
    %735 = stablehlo.multiply %595, %595 : tensor<8xf32>
    %736 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %737 = stablehlo.multiply %arg40, %736 : tensor<8xf32>
    %738 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %739 = stablehlo.multiply %735, %738 : tensor<8xf32>
    %740 = stablehlo.add %737, %739 : tensor<8xf32>
    %741 = stablehlo.multiply %597, %597 : tensor<8xf32>
    %742 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %743 = stablehlo.multiply %arg41, %742 : tensor<8xf32>
    %744 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %745 = stablehlo.multiply %741, %744 : tensor<8xf32>
    %746 = stablehlo.add %743, %745 : tensor<8xf32>
    %747 = stablehlo.multiply %599, %599 : tensor<8x4xf32>
    %748 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %749 = stablehlo.multiply %arg42, %748 : tensor<8x4xf32>
    %750 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %751 = stablehlo.multiply %747, %750 : tensor<8x4xf32>
    %752 = stablehlo.add %749, %751 : tensor<8x4xf32>
    %753 = stablehlo.multiply %601, %601 : tensor<4xf32>
    %754 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %755 = stablehlo.multiply %arg43, %754 : tensor<4xf32>
    %756 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %757 = stablehlo.multiply %753, %756 : tensor<4xf32>
    %758 = stablehlo.add %755, %757 : tensor<4xf32>
    %759 = stablehlo.multiply %603, %603 : tensor<8x4xf32>
    %760 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %761 = stablehlo.multiply %arg44, %760 : tensor<8x4xf32>
    %762 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %763 = stablehlo.multiply %759, %762 : tensor<8x4xf32>
    %764 = stablehlo.add %761, %763 : tensor<8x4xf32>
    %765 = stablehlo.multiply %605, %605 : tensor<4xf32>
    %766 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %767 = stablehlo.multiply %arg45, %766 : tensor<4xf32>
    %768 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %769 = stablehlo.multiply %765, %768 : tensor<4xf32>
    %770 = stablehlo.add %767, %769 : tensor<4xf32>
    %771 = stablehlo.multiply %607, %607 : tensor<8x4xf32>
    %772 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %773 = stablehlo.multiply %arg46, %772 : tensor<8x4xf32>
    %774 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %775 = stablehlo.multiply %771, %774 : tensor<8x4xf32>
    %776 = stablehlo.add %773, %775 : tensor<8x4xf32>
    %777 = stablehlo.multiply %609, %609 : tensor<4xf32>
    %778 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %779 = stablehlo.multiply %arg47, %778 : tensor<4xf32>
    %780 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %781 = stablehlo.multiply %777, %780 : tensor<4xf32>
    %782 = stablehlo.add %779, %781 : tensor<4xf32>
    %783 = stablehlo.multiply %611, %611 : tensor<4x8xf32>
    %784 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %785 = stablehlo.multiply %arg48, %784 : tensor<4x8xf32>
    %786 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %787 = stablehlo.multiply %783, %786 : tensor<4x8xf32>
    %788 = stablehlo.add %785, %787 : tensor<4x8xf32>
    %789 = stablehlo.multiply %613, %613 : tensor<8xf32>
    %790 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %791 = stablehlo.multiply %arg49, %790 : tensor<8xf32>
    %792 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %793 = stablehlo.multiply %789, %792 : tensor<8xf32>
    %794 = stablehlo.add %791, %793 : tensor<8xf32>
    %795 = stablehlo.multiply %615, %615 : tensor<8xf32>
    %796 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %797 = stablehlo.multiply %arg50, %796 : tensor<8xf32>
    %798 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %799 = stablehlo.multiply %795, %798 : tensor<8xf32>
    %800 = stablehlo.add %797, %799 : tensor<8xf32>
    %801 = stablehlo.multiply %617, %617 : tensor<8xf32>
    %802 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %803 = stablehlo.multiply %arg51, %802 : tensor<8xf32>
    %804 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %805 = stablehlo.multiply %801, %804 : tensor<8xf32>
    %806 = stablehlo.add %803, %805 : tensor<8xf32>
    %807 = stablehlo.multiply %619, %619 : tensor<8x1xf32>
    %808 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x1xf32>
    %809 = stablehlo.multiply %arg52, %808 : tensor<8x1xf32>
    %810 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x1xf32>
    %811 = stablehlo.multiply %807, %810 : tensor<8x1xf32>
    %812 = stablehlo.add %809, %811 : tensor<8x1xf32>
    %813 = stablehlo.multiply %621, %621 : tensor<1x8x32xf32>
    %814 = stablehlo.constant dense<9.990000128746033e-1> : tensor<1x8x32xf32>
    %815 = stablehlo.multiply %arg53, %814 : tensor<1x8x32xf32>
    %816 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<1x8x32xf32>
    %817 = stablehlo.multiply %813, %816 : tensor<1x8x32xf32>
    %818 = stablehlo.add %815, %817 : tensor<1x8x32xf32>
    %819 = stablehlo.multiply %623, %623 : tensor<1x32x8xf32>
    %820 = stablehlo.constant dense<9.990000128746033e-1> : tensor<1x32x8xf32>
    %821 = stablehlo.multiply %arg54, %820 : tensor<1x32x8xf32>
    %822 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<1x32x8xf32>
    %823 = stablehlo.multiply %819, %822 : tensor<1x32x8xf32>
    %824 = stablehlo.add %821, %823 : tensor<1x32x8xf32>
    %825 = stablehlo.multiply %625, %625 : tensor<8xf32>
    %826 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %827 = stablehlo.multiply %arg55, %826 : tensor<8xf32>
    %828 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %829 = stablehlo.multiply %825, %828 : tensor<8xf32>
    %830 = stablehlo.add %827, %829 : tensor<8xf32>
    %831 = stablehlo.multiply %627, %627 : tensor<8xf32>
    %832 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %833 = stablehlo.multiply %arg56, %832 : tensor<8xf32>
    %834 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %835 = stablehlo.multiply %831, %834 : tensor<8xf32>
    %836 = stablehlo.add %833, %835 : tensor<8xf32>
    %837 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %838 = stablehlo.multiply %arg57, %837 : tensor<f32>
    %839 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %840 = stablehlo.add %838, %839 : tensor<f32>
    %841 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %842 = stablehlo.multiply %arg58, %841 : tensor<f32>
    %843 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %844 = stablehlo.add %842, %843 : tensor<f32>
    %845 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %846 = stablehlo.divide %845, %840 : tensor<f32>
    %847 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %848 = stablehlo.divide %847, %844 : tensor<f32>
    %849 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %850 = stablehlo.multiply %632, %849 : tensor<32x8xf32>
    %851 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %852 = stablehlo.multiply %728, %851 : tensor<32x8xf32>
    %853 = stablehlo.sqrt %852 : tensor<32x8xf32>
    %854 = stablehlo.constant dense<9.99999993922529e-9> : tensor<32x8xf32>
    %855 = stablehlo.add %853, %854 : tensor<32x8xf32>
    %856 = stablehlo.divide %850, %855 : tensor<32x8xf32>
    %857 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %858 = stablehlo.multiply %637, %857 : tensor<4x8xf32>
    %859 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %860 = stablehlo.multiply %734, %859 : tensor<4x8xf32>
    %861 = stablehlo.sqrt %860 : tensor<4x8xf32>
    %862 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %863 = stablehlo.add %861, %862 : tensor<4x8xf32>
    %864 = stablehlo.divide %858, %863 : tensor<4x8xf32>
    %865 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %866 = stablehlo.multiply %642, %865 : tensor<8xf32>
    %867 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %868 = stablehlo.multiply %740, %867 : tensor<8xf32>
    %869 = stablehlo.sqrt %868 : tensor<8xf32>
    %870 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %871 = stablehlo.add %869, %870 : tensor<8xf32>
    %872 = stablehlo.divide %866, %871 : tensor<8xf32>
    %873 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %874 = stablehlo.multiply %647, %873 : tensor<8xf32>
    %875 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %876 = stablehlo.multiply %746, %875 : tensor<8xf32>
    %877 = stablehlo.sqrt %876 : tensor<8xf32>
    %878 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %879 = stablehlo.add %877, %878 : tensor<8xf32>
    %880 = stablehlo.divide %874, %879 : tensor<8xf32>
    %881 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %882 = stablehlo.multiply %652, %881 : tensor<8x4xf32>
    %883 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %884 = stablehlo.multiply %752, %883 : tensor<8x4xf32>
    %885 = stablehlo.sqrt %884 : tensor<8x4xf32>
    %886 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %887 = stablehlo.add %885, %886 : tensor<8x4xf32>
    %888 = stablehlo.divide %882, %887 : tensor<8x4xf32>
    %889 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %890 = stablehlo.multiply %657, %889 : tensor<4xf32>
    %891 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %892 = stablehlo.multiply %758, %891 : tensor<4xf32>
    %893 = stablehlo.sqrt %892 : tensor<4xf32>
    %894 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %895 = stablehlo.add %893, %894 : tensor<4xf32>
    %896 = stablehlo.divide %890, %895 : tensor<4xf32>
    %897 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %898 = stablehlo.multiply %662, %897 : tensor<8x4xf32>
    %899 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %900 = stablehlo.multiply %764, %899 : tensor<8x4xf32>
    %901 = stablehlo.sqrt %900 : tensor<8x4xf32>
    %902 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %903 = stablehlo.add %901, %902 : tensor<8x4xf32>
    %904 = stablehlo.divide %898, %903 : tensor<8x4xf32>
    %905 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %906 = stablehlo.multiply %667, %905 : tensor<4xf32>
    %907 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %908 = stablehlo.multiply %770, %907 : tensor<4xf32>
    %909 = stablehlo.sqrt %908 : tensor<4xf32>
    %910 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %911 = stablehlo.add %909, %910 : tensor<4xf32>
    %912 = stablehlo.divide %906, %911 : tensor<4xf32>
    %913 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %914 = stablehlo.multiply %672, %913 : tensor<8x4xf32>
    %915 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %916 = stablehlo.multiply %776, %915 : tensor<8x4xf32>
    %917 = stablehlo.sqrt %916 : tensor<8x4xf32>
    %918 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %919 = stablehlo.add %917, %918 : tensor<8x4xf32>
    %920 = stablehlo.divide %914, %919 : tensor<8x4xf32>
    %921 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %922 = stablehlo.multiply %677, %921 : tensor<4xf32>
    %923 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %924 = stablehlo.multiply %782, %923 : tensor<4xf32>
    %925 = stablehlo.sqrt %924 : tensor<4xf32>
    %926 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %927 = stablehlo.add %925, %926 : tensor<4xf32>
    %928 = stablehlo.divide %922, %927 : tensor<4xf32>
    %929 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %930 = stablehlo.multiply %682, %929 : tensor<4x8xf32>
    %931 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %932 = stablehlo.multiply %788, %931 : tensor<4x8xf32>
    %933 = stablehlo.sqrt %932 : tensor<4x8xf32>
    %934 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %935 = stablehlo.add %933, %934 : tensor<4x8xf32>
    %936 = stablehlo.divide %930, %935 : tensor<4x8xf32>
    %937 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %938 = stablehlo.multiply %687, %937 : tensor<8xf32>
    %939 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %940 = stablehlo.multiply %794, %939 : tensor<8xf32>
    %941 = stablehlo.sqrt %940 : tensor<8xf32>
    %942 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %943 = stablehlo.add %941, %942 : tensor<8xf32>
    %944 = stablehlo.divide %938, %943 : tensor<8xf32>
    %945 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %946 = stablehlo.multiply %692, %945 : tensor<8xf32>
    %947 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %948 = stablehlo.multiply %800, %947 : tensor<8xf32>
    %949 = stablehlo.sqrt %948 : tensor<8xf32>
    %950 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %951 = stablehlo.add %949, %950 : tensor<8xf32>
    %952 = stablehlo.divide %946, %951 : tensor<8xf32>
    %953 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %954 = stablehlo.multiply %697, %953 : tensor<8xf32>
    %955 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %956 = stablehlo.multiply %806, %955 : tensor<8xf32>
    %957 = stablehlo.sqrt %956 : tensor<8xf32>
    %958 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %959 = stablehlo.add %957, %958 : tensor<8xf32>
    %960 = stablehlo.divide %954, %959 : tensor<8xf32>
    %961 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8x1xf32>
    %962 = stablehlo.multiply %702, %961 : tensor<8x1xf32>
    %963 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8x1xf32>
    %964 = stablehlo.multiply %812, %963 : tensor<8x1xf32>
    %965 = stablehlo.sqrt %964 : tensor<8x1xf32>
    %966 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x1xf32>
    %967 = stablehlo.add %965, %966 : tensor<8x1xf32>
    %968 = stablehlo.divide %962, %967 : tensor<8x1xf32>
    %969 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<1x8x32xf32>
    %970 = stablehlo.multiply %707, %969 : tensor<1x8x32xf32>
    %971 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<1x8x32xf32>
    %972 = stablehlo.multiply %818, %971 : tensor<1x8x32xf32>
    %973 = stablehlo.sqrt %972 : tensor<1x8x32xf32>
    %974 = stablehlo.constant dense<9.99999993922529e-9> : tensor<1x8x32xf32>
    %975 = stablehlo.add %973, %974 : tensor<1x8x32xf32>
    %976 = stablehlo.divide %970, %975 : tensor<1x8x32xf32>
    %977 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<1x32x8xf32>
    %978 = stablehlo.multiply %712, %977 : tensor<1x32x8xf32>
    %979 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<1x32x8xf32>
    %980 = stablehlo.multiply %824, %979 : tensor<1x32x8xf32>
    %981 = stablehlo.sqrt %980 : tensor<1x32x8xf32>
    %982 = stablehlo.constant dense<9.99999993922529e-9> : tensor<1x32x8xf32>
    %983 = stablehlo.add %981, %982 : tensor<1x32x8xf32>
    %984 = stablehlo.divide %978, %983 : tensor<1x32x8xf32>
    %985 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %986 = stablehlo.multiply %717, %985 : tensor<8xf32>
    %987 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %988 = stablehlo.multiply %830, %987 : tensor<8xf32>
    %989 = stablehlo.sqrt %988 : tensor<8xf32>
    %990 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %991 = stablehlo.add %989, %990 : tensor<8xf32>
    %992 = stablehlo.divide %986, %991 : tensor<8xf32>
    %993 = stablehlo.broadcast_in_dim %846, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %994 = stablehlo.multiply %722, %993 : tensor<8xf32>
    %995 = stablehlo.broadcast_in_dim %848, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %996 = stablehlo.multiply %836, %995 : tensor<8xf32>
    %997 = stablehlo.sqrt %996 : tensor<8xf32>
    %998 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %999 = stablehlo.add %997, %998 : tensor<8xf32>
    %1000 = stablehlo.divide %994, %999 : tensor<8xf32>
    %1001 = stablehlo.constant dense<9.999999776482582e-3> : tensor<32x8xf32>
    %1002 = stablehlo.multiply %arg0, %1001 : tensor<32x8xf32>
    %1003 = stablehlo.add %856, %1002 : tensor<32x8xf32>
    %1004 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %1005 = stablehlo.multiply %arg1, %1004 : tensor<4x8xf32>
    %1006 = stablehlo.add %864, %1005 : tensor<4x8xf32>
    %1007 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1008 = stablehlo.multiply %arg2, %1007 : tensor<8xf32>
    %1009 = stablehlo.add %872, %1008 : tensor<8xf32>
    %1010 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1011 = stablehlo.multiply %arg3, %1010 : tensor<8xf32>
    %1012 = stablehlo.add %880, %1011 : tensor<8xf32>
    %1013 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %1014 = stablehlo.multiply %arg4, %1013 : tensor<8x4xf32>
    %1015 = stablehlo.add %888, %1014 : tensor<8x4xf32>
    %1016 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %1017 = stablehlo.multiply %arg5, %1016 : tensor<4xf32>
    %1018 = stablehlo.add %896, %1017 : tensor<4xf32>
    %1019 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %1020 = stablehlo.multiply %arg6, %1019 : tensor<8x4xf32>
    %1021 = stablehlo.add %904, %1020 : tensor<8x4xf32>
    %1022 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %1023 = stablehlo.multiply %arg7, %1022 : tensor<4xf32>
    %1024 = stablehlo.add %912, %1023 : tensor<4xf32>
    %1025 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %1026 = stablehlo.multiply %arg8, %1025 : tensor<8x4xf32>
    %1027 = stablehlo.add %920, %1026 : tensor<8x4xf32>
    %1028 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %1029 = stablehlo.multiply %arg9, %1028 : tensor<4xf32>
    %1030 = stablehlo.add %928, %1029 : tensor<4xf32>
    %1031 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %1032 = stablehlo.multiply %arg10, %1031 : tensor<4x8xf32>
    %1033 = stablehlo.add %936, %1032 : tensor<4x8xf32>
    %1034 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1035 = stablehlo.multiply %arg11, %1034 : tensor<8xf32>
    %1036 = stablehlo.add %944, %1035 : tensor<8xf32>
    %1037 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1038 = stablehlo.multiply %arg12, %1037 : tensor<8xf32>
    %1039 = stablehlo.add %952, %1038 : tensor<8xf32>
    %1040 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1041 = stablehlo.multiply %arg13, %1040 : tensor<8xf32>
    %1042 = stablehlo.add %960, %1041 : tensor<8xf32>
    %1043 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x1xf32>
    %1044 = stablehlo.multiply %arg14, %1043 : tensor<8x1xf32>
    %1045 = stablehlo.add %968, %1044 : tensor<8x1xf32>
    %1046 = stablehlo.constant dense<9.999999776482582e-3> : tensor<1x8x32xf32>
    %1047 = stablehlo.multiply %arg15, %1046 : tensor<1x8x32xf32>
    %1048 = stablehlo.add %976, %1047 : tensor<1x8x32xf32>
    %1049 = stablehlo.constant dense<9.999999776482582e-3> : tensor<1x32x8xf32>
    %1050 = stablehlo.multiply %arg16, %1049 : tensor<1x32x8xf32>
    %1051 = stablehlo.add %984, %1050 : tensor<1x32x8xf32>
    %1052 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1053 = stablehlo.multiply %arg17, %1052 : tensor<8xf32>
    %1054 = stablehlo.add %992, %1053 : tensor<8xf32>
    %1055 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1056 = stablehlo.multiply %arg18, %1055 : tensor<8xf32>
    %1057 = stablehlo.add %1000, %1056 : tensor<8xf32>
    %1058 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<32x8xf32>
    %1059 = stablehlo.multiply %1003, %1058 : tensor<32x8xf32>
    %1060 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %1061 = stablehlo.multiply %1006, %1060 : tensor<4x8xf32>
    %1062 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1063 = stablehlo.multiply %1009, %1062 : tensor<8xf32>
    %1064 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1065 = stablehlo.multiply %1012, %1064 : tensor<8xf32>
    %1066 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %1067 = stablehlo.multiply %1015, %1066 : tensor<8x4xf32>
    %1068 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %1069 = stablehlo.multiply %1018, %1068 : tensor<4xf32>
    %1070 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %1071 = stablehlo.multiply %1021, %1070 : tensor<8x4xf32>
    %1072 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %1073 = stablehlo.multiply %1024, %1072 : tensor<4xf32>
    %1074 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %1075 = stablehlo.multiply %1027, %1074 : tensor<8x4xf32>
    %1076 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %1077 = stablehlo.multiply %1030, %1076 : tensor<4xf32>
    %1078 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %1079 = stablehlo.multiply %1033, %1078 : tensor<4x8xf32>
    %1080 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1081 = stablehlo.multiply %1036, %1080 : tensor<8xf32>
    %1082 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1083 = stablehlo.multiply %1039, %1082 : tensor<8xf32>
    %1084 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1085 = stablehlo.multiply %1042, %1084 : tensor<8xf32>
    %1086 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x1xf32>
    %1087 = stablehlo.multiply %1045, %1086 : tensor<8x1xf32>
    %1088 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<1x8x32xf32>
    %1089 = stablehlo.multiply %1048, %1088 : tensor<1x8x32xf32>
    %1090 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<1x32x8xf32>
    %1091 = stablehlo.multiply %1051, %1090 : tensor<1x32x8xf32>
    %1092 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1093 = stablehlo.multiply %1054, %1092 : tensor<8xf32>
    %1094 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1095 = stablehlo.multiply %1057, %1094 : tensor<8xf32>
    %1096 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %1097 = stablehlo.add %arg59, %1096 : tensor<f32>
    %1098 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %1099 = stablehlo.minimum %1097, %1098 : tensor<f32>
    %1100 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<32x8xf32>
    %1101 = stablehlo.multiply %1059, %1100 : tensor<32x8xf32>
    %1102 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %1103 = stablehlo.multiply %1061, %1102 : tensor<4x8xf32>
    %1104 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1105 = stablehlo.multiply %1063, %1104 : tensor<8xf32>
    %1106 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1107 = stablehlo.multiply %1065, %1106 : tensor<8xf32>
    %1108 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %1109 = stablehlo.multiply %1067, %1108 : tensor<8x4xf32>
    %1110 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %1111 = stablehlo.multiply %1069, %1110 : tensor<4xf32>
    %1112 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %1113 = stablehlo.multiply %1071, %1112 : tensor<8x4xf32>
    %1114 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %1115 = stablehlo.multiply %1073, %1114 : tensor<4xf32>
    %1116 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %1117 = stablehlo.multiply %1075, %1116 : tensor<8x4xf32>
    %1118 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %1119 = stablehlo.multiply %1077, %1118 : tensor<4xf32>
    %1120 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %1121 = stablehlo.multiply %1079, %1120 : tensor<4x8xf32>
    %1122 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1123 = stablehlo.multiply %1081, %1122 : tensor<8xf32>
    %1124 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1125 = stablehlo.multiply %1083, %1124 : tensor<8xf32>
    %1126 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1127 = stablehlo.multiply %1085, %1126 : tensor<8xf32>
    %1128 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8x1xf32>
    %1129 = stablehlo.multiply %1087, %1128 : tensor<8x1xf32>
    %1130 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<1x8x32xf32>
    %1131 = stablehlo.multiply %1089, %1130 : tensor<1x8x32xf32>
    %1132 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<1x32x8xf32>
    %1133 = stablehlo.multiply %1091, %1132 : tensor<1x32x8xf32>
    %1134 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1135 = stablehlo.multiply %1093, %1134 : tensor<8xf32>
    %1136 = stablehlo.broadcast_in_dim %1099, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1137 = stablehlo.multiply %1095, %1136 : tensor<8xf32>
    %1138 = stablehlo.add %arg0, %1101 : tensor<32x8xf32>
    %1139 = stablehlo.add %arg1, %1103 : tensor<4x8xf32>
    %1140 = stablehlo.add %arg2, %1105 : tensor<8xf32>
    %1141 = stablehlo.add %arg3, %1107 : tensor<8xf32>
    %1142 = stablehlo.add %arg4, %1109 : tensor<8x4xf32>
    %1143 = stablehlo.add %arg5, %1111 : tensor<4xf32>
    %1144 = stablehlo.add %arg6, %1113 : tensor<8x4xf32>
    %1145 = stablehlo.add %arg7, %1115 : tensor<4xf32>
    %1146 = stablehlo.add %arg8, %1117 : tensor<8x4xf32>
    %1147 = stablehlo.add %arg9, %1119 : tensor<4xf32>
    %1148 = stablehlo.add %arg10, %1121 : tensor<4x8xf32>
    %1149 = stablehlo.add %arg11, %1123 : tensor<8xf32>
    %1150 = stablehlo.add %arg12, %1125 : tensor<8xf32>
    %1151 = stablehlo.add %arg13, %1127 : tensor<8xf32>
    %1152 = stablehlo.add %arg14, %1129 : tensor<8x1xf32>
    %1153 = stablehlo.add %arg15, %1131 : tensor<1x8x32xf32>
    %1154 = stablehlo.add %arg16, %1133 : tensor<1x32x8xf32>
    %1155 = stablehlo.add %arg17, %1135 : tensor<8xf32>
    %1156 = stablehlo.add %arg18, %1137 : tensor<8xf32>
    %1157 = "stablehlo.all_reduce"(%316) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    return %1138, %1139, %1140, %1141, %1142, %1143, %1144, %1145, %1146, %1147, %1148, %1149, %1150, %1151, %1152, %1153, %1154, %1155, %1156, %632, %637, %642, %647, %652, %657, %662, %667, %672, %677, %682, %687, %692, %697, %702, %707, %712, %717, %722, %728, %734, %740, %746, %752, %758, %764, %770, %776, %782, %788, %794, %800, %806, %812, %818, %824, %830, %836, %840, %844, %1099, %1157 : tensor<32x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x1xf32>, tensor<1x8x32xf32>, tensor<1x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<32x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x1xf32>, tensor<1x8x32xf32>, tensor<1x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<32x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x1xf32>, tensor<1x8x32xf32>, tensor<1x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
