module @trainStep attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 2 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=2]>
  func.func public @main(%arg0: tensor<64x8xf32> loc("state.params.tokenEmbedding"), %arg1: tensor<4x8xf32> loc("state.params.positionEmbedding"), %arg2: tensor<8xf32> loc("state.params.blocks[0].norm1.scale"), %arg3: tensor<8xf32> loc("state.params.blocks[0].norm1.bias"), %arg4: tensor<8x4xf32> loc("state.params.blocks[0].attention.query.w"), %arg5: tensor<4xf32> loc("state.params.blocks[0].attention.query.b"), %arg6: tensor<8x4xf32> loc("state.params.blocks[0].attention.key.w"), %arg7: tensor<4xf32> loc("state.params.blocks[0].attention.key.b"), %arg8: tensor<8x4xf32> loc("state.params.blocks[0].attention.value.w"), %arg9: tensor<4xf32> loc("state.params.blocks[0].attention.value.b"), %arg10: tensor<4x8xf32> loc("state.params.blocks[0].attention.out.w"), %arg11: tensor<8xf32> loc("state.params.blocks[0].attention.out.b"), %arg12: tensor<8xf32> loc("state.params.blocks[0].norm2.scale"), %arg13: tensor<8xf32> loc("state.params.blocks[0].norm2.bias"), %arg14: tensor<8x1xf32> loc("state.params.blocks[0].feedForward.gate"), %arg15: tensor<1x8x32xf32> loc("state.params.blocks[0].feedForward.up"), %arg16: tensor<1x32x8xf32> loc("state.params.blocks[0].feedForward.down"), %arg17: tensor<8xf32> loc("state.params.norm.scale"), %arg18: tensor<8xf32> loc("state.params.norm.bias"), %arg19: tensor<64x8xf32> loc("state.optimizer[1][0].mu.tokenEmbedding"), %arg20: tensor<4x8xf32> loc("state.optimizer[1][0].mu.positionEmbedding"), %arg21: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.scale"), %arg22: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm1.bias"), %arg23: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.w"), %arg24: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.query.b"), %arg25: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.w"), %arg26: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.key.b"), %arg27: tensor<8x4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.w"), %arg28: tensor<4xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.value.b"), %arg29: tensor<4x8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.w"), %arg30: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].attention.out.b"), %arg31: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.scale"), %arg32: tensor<8xf32> loc("state.optimizer[1][0].mu.blocks[0].norm2.bias"), %arg33: tensor<8x1xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.gate"), %arg34: tensor<1x8x32xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.up"), %arg35: tensor<1x32x8xf32> loc("state.optimizer[1][0].mu.blocks[0].feedForward.down"), %arg36: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.scale"), %arg37: tensor<8xf32> loc("state.optimizer[1][0].mu.norm.bias"), %arg38: tensor<64x8xf32> loc("state.optimizer[1][0].nu.tokenEmbedding"), %arg39: tensor<4x8xf32> loc("state.optimizer[1][0].nu.positionEmbedding"), %arg40: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.scale"), %arg41: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm1.bias"), %arg42: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.w"), %arg43: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.query.b"), %arg44: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.w"), %arg45: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.key.b"), %arg46: tensor<8x4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.w"), %arg47: tensor<4xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.value.b"), %arg48: tensor<4x8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.w"), %arg49: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].attention.out.b"), %arg50: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.scale"), %arg51: tensor<8xf32> loc("state.optimizer[1][0].nu.blocks[0].norm2.bias"), %arg52: tensor<8x1xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.gate"), %arg53: tensor<1x8x32xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.up"), %arg54: tensor<1x32x8xf32> loc("state.optimizer[1][0].nu.blocks[0].feedForward.down"), %arg55: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.scale"), %arg56: tensor<8xf32> loc("state.optimizer[1][0].nu.norm.bias"), %arg57: tensor<f32> loc("state.optimizer[1][0].muWeight"), %arg58: tensor<f32> loc("state.optimizer[1][0].nuWeight"), %arg59: tensor<f32> loc("state.optimizer[2].share"), %arg60: tensor<2x4xi32> loc("tokens"), %arg61: tensor<2x4xi32> loc("targets")) -> (tensor<64x8xf32> {jax.result_info = "state.params.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.params.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.params.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.params.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.params.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.params.blocks[0].norm2.bias"}, tensor<8x1xf32> {jax.result_info = "state.params.blocks[0].feedForward.gate"}, tensor<1x8x32xf32> {jax.result_info = "state.params.blocks[0].feedForward.up"}, tensor<1x32x8xf32> {jax.result_info = "state.params.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.params.norm.scale"}, tensor<8xf32> {jax.result_info = "state.params.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].mu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].norm2.bias"}, tensor<8x1xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.gate"}, tensor<1x8x32xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.up"}, tensor<1x32x8xf32> {jax.result_info = "state.optimizer[1][0].mu.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].mu.norm.bias"}, tensor<64x8xf32> {jax.result_info = "state.optimizer[1][0].nu.tokenEmbedding"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.positionEmbedding"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm1.bias"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.query.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.key.b"}, tensor<8x4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.w"}, tensor<4xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.value.b"}, tensor<4x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.w"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].attention.out.b"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].norm2.bias"}, tensor<8x1xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.gate"}, tensor<1x8x32xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.up"}, tensor<1x32x8xf32> {jax.result_info = "state.optimizer[1][0].nu.blocks[0].feedForward.down"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.scale"}, tensor<8xf32> {jax.result_info = "state.optimizer[1][0].nu.norm.bias"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[2].share"}, tensor<f32> {jax.result_info = "loss"}) {
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
    %2 = "stablehlo.gather"(%arg0, %arg60) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<64x8xf32>, tensor<2x4xi32>) -> tensor<2x4x8xf32>
    %3 = stablehlo.broadcast_in_dim %arg1, dims = [1, 2] : (tensor<4x8xf32>) -> tensor<2x4x8xf32>
    %4 = stablehlo.add %2, %3 : tensor<2x4x8xf32>
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
    %25 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %26 = stablehlo.multiply %24, %25 : tensor<2x4x8xf32>
    %27 = stablehlo.broadcast_in_dim %arg3, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %28 = stablehlo.add %26, %27 : tensor<2x4x8xf32>
    %29 = stablehlo.dot_general %28, %arg4, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %30 = stablehlo.broadcast_in_dim %arg5, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %31 = stablehlo.add %29, %30 : tensor<2x4x4xf32>
    %32 = stablehlo.reshape %31 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %33 = stablehlo.dot_general %28, %arg6, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %34 = stablehlo.broadcast_in_dim %arg7, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %35 = stablehlo.add %33, %34 : tensor<2x4x4xf32>
    %36 = stablehlo.reshape %35 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %37 = stablehlo.dot_general %28, %arg8, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x4xf32>) -> tensor<2x4x4xf32>
    %38 = stablehlo.broadcast_in_dim %arg9, dims = [2] : (tensor<4xf32>) -> tensor<2x4x4xf32>
    %39 = stablehlo.add %37, %38 : tensor<2x4x4xf32>
    %40 = stablehlo.reshape %39 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %41 = stablehlo.dot_general %32, %36, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x1x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %42 = stablehlo.constant dense<5.0e-1> : tensor<2x1x4x4xf32>
    %43 = stablehlo.multiply %41, %42 : tensor<2x1x4x4xf32>
    %44 = stablehlo.iota dim = 0 : tensor<4xi32>
    %45 = stablehlo.broadcast_in_dim %44, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %46 = stablehlo.iota dim = 0 : tensor<4xi32>
    %47 = stablehlo.broadcast_in_dim %46, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %48 = stablehlo.compare LE, %45, %47 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %49 = stablehlo.broadcast_in_dim %48, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x1x4x4xi1>
    %50 = stablehlo.constant dense<-1.0e+9> : tensor<2x1x4x4xf32>
    %51 = stablehlo.select %49, %43, %50 : tensor<2x1x4x4xi1>, tensor<2x1x4x4xf32>
    %52 = stablehlo.reduce(%51 init: %init1) applies stablehlo.maximum across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %53 = stablehlo.broadcast_in_dim %52, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %54 = stablehlo.subtract %51, %53 : tensor<2x1x4x4xf32>
    %55 = stablehlo.exponential %54 : tensor<2x1x4x4xf32>
    %56 = stablehlo.reduce(%55 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %57 = stablehlo.constant dense<1.0e+0> : tensor<2x1x4xf32>
    %58 = stablehlo.divide %57, %56 : tensor<2x1x4xf32>
    %59 = stablehlo.divide %58, %56 : tensor<2x1x4xf32>
    %60 = stablehlo.negate %59 : tensor<2x1x4xf32>
    %61 = stablehlo.broadcast_in_dim %58, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %62 = stablehlo.multiply %55, %61 : tensor<2x1x4x4xf32>
    %63 = stablehlo.dot_general %62, %40, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %64 = stablehlo.transpose %63, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %65 = stablehlo.reshape %64 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %66 = stablehlo.dot_general %65, %arg10, contracting_dims = [2] x [0] : (tensor<2x4x4xf32>, tensor<4x8xf32>) -> tensor<2x4x8xf32>
    %67 = stablehlo.broadcast_in_dim %arg11, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %68 = "stablehlo.all_reduce"(%66) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %69 = stablehlo.add %68, %67 : tensor<2x4x8xf32>
    %70 = stablehlo.add %4, %69 : tensor<2x4x8xf32>
    %71 = stablehlo.reduce(%70 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %72 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %73 = stablehlo.multiply %71, %72 : tensor<2x4xf32>
    %74 = stablehlo.broadcast_in_dim %73, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %75 = stablehlo.subtract %70, %74 : tensor<2x4x8xf32>
    %76 = stablehlo.multiply %75, %75 : tensor<2x4x8xf32>
    %77 = stablehlo.reduce(%76 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %78 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %79 = stablehlo.multiply %77, %78 : tensor<2x4xf32>
    %80 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %81 = stablehlo.add %79, %80 : tensor<2x4xf32>
    %82 = stablehlo.sqrt %81 : tensor<2x4xf32>
    %83 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %84 = stablehlo.multiply %82, %83 : tensor<2x4xf32>
    %85 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %86 = stablehlo.divide %85, %82 : tensor<2x4xf32>
    %87 = stablehlo.divide %86, %82 : tensor<2x4xf32>
    %88 = stablehlo.negate %87 : tensor<2x4xf32>
    %89 = stablehlo.broadcast_in_dim %86, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %90 = stablehlo.multiply %75, %89 : tensor<2x4x8xf32>
    %91 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %92 = stablehlo.multiply %90, %91 : tensor<2x4x8xf32>
    %93 = stablehlo.broadcast_in_dim %arg13, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %94 = stablehlo.add %92, %93 : tensor<2x4x8xf32>
    %95 = stablehlo.dot_general %94, %arg14, contracting_dims = [2] x [0] : (tensor<2x4x8xf32>, tensor<8x1xf32>) -> tensor<2x4x1xf32>
    %96 = stablehlo.reduce(%95 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %97 = "stablehlo.all_reduce"(%96) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %98 = stablehlo.broadcast_in_dim %97, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %99 = stablehlo.subtract %95, %98 : tensor<2x4x1xf32>
    %100 = stablehlo.exponential %99 : tensor<2x4x1xf32>
    %101 = stablehlo.reduce(%100 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %102 = "stablehlo.all_reduce"(%101) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %103 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %104 = stablehlo.divide %103, %102 : tensor<2x4xf32>
    %105 = stablehlo.divide %104, %102 : tensor<2x4xf32>
    %106 = stablehlo.negate %105 : tensor<2x4xf32>
    %107 = stablehlo.broadcast_in_dim %104, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %108 = stablehlo.multiply %100, %107 : tensor<2x4x1xf32>
    %109 = stablehlo.iota dim = 0 : tensor<4xi32>
    %110 = stablehlo.broadcast_in_dim %109, dims = [1] : (tensor<4xi32>) -> tensor<4x4xi32>
    %111 = stablehlo.iota dim = 0 : tensor<4xi32>
    %112 = stablehlo.broadcast_in_dim %111, dims = [0] : (tensor<4xi32>) -> tensor<4x4xi32>
    %113 = stablehlo.compare LT, %110, %112 : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %114 = stablehlo.convert %113 : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %115 = stablehlo.reduce(%108 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %116 = "stablehlo.all_reduce"(%115) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %117 = stablehlo.broadcast_in_dim %116, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %118 = stablehlo.compare EQ, %108, %117 : (tensor<2x4x1xf32>, tensor<2x4x1xf32>) -> tensor<2x4x1xi1>
    %119 = stablehlo.convert %118 : (tensor<2x4x1xi1>) -> tensor<2x4x1xi32>
    %120 = stablehlo.broadcast_in_dim %1, dims = [2] : (tensor<1xi32>) -> tensor<2x4x1xi32>
    %121 = stablehlo.multiply %119, %120 : tensor<2x4x1xi32>
    %122 = stablehlo.reduce(%121 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x1xi32>, tensor<i32>) -> tensor<2x4xi32>
    %123 = stablehlo.constant dense<2> : tensor<2x4xi32>
    %124 = "stablehlo.all_reduce"(%122) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<i32>, %rb: tensor<i32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<i32>
      stablehlo.return %rc : tensor<i32>
    }) : (tensor<2x4xi32>) -> tensor<2x4xi32>
    %125 = stablehlo.subtract %123, %124 : tensor<2x4xi32>
    %126 = stablehlo.broadcast_in_dim %125, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x1xi32>
    %127 = stablehlo.iota dim = 0 : tensor<2xi32>
    %128 = stablehlo.broadcast_in_dim %127, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %t5 = stablehlo.replica_id : tensor<ui32>
    %t6 = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
    %t7 = stablehlo.dynamic_slice %t6, %t5, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t8 = stablehlo.reshape %t7 : (tensor<1xi32>) -> tensor<i32>
    %t9 = stablehlo.constant dense<0> : tensor<i32>
    %129 = stablehlo.dynamic_slice %128, %t9, %t9, %t8, sizes = [2, 4, 1] : (tensor<2x4x2xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<2x4x1xi32>
    %130 = stablehlo.compare EQ, %126, %129 : (tensor<2x4x1xi32>, tensor<2x4x1xi32>) -> tensor<2x4x1xi1>
    %131 = stablehlo.convert %130 : (tensor<2x4x1xi1>) -> tensor<2x4x1xf32>
    %132 = stablehlo.constant dense<0.0e+0> : tensor<2x4x1xf32>
    %133 = stablehlo.compare LT, %132, %131 : (tensor<2x4x1xf32>, tensor<2x4x1xf32>) -> tensor<2x4x1xi1>
    %134 = stablehlo.constant dense<-1.0e+0> : tensor<2x4x1xf32>
    %135 = stablehlo.select %133, %134, %108 : tensor<2x4x1xi1>, tensor<2x4x1xf32>
    %136 = stablehlo.reduce(%135 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %137 = "stablehlo.all_reduce"(%136) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %138 = stablehlo.broadcast_in_dim %137, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %139 = stablehlo.compare EQ, %135, %138 : (tensor<2x4x1xf32>, tensor<2x4x1xf32>) -> tensor<2x4x1xi1>
    %140 = stablehlo.convert %139 : (tensor<2x4x1xi1>) -> tensor<2x4x1xi32>
    %141 = stablehlo.broadcast_in_dim %1, dims = [2] : (tensor<1xi32>) -> tensor<2x4x1xi32>
    %142 = stablehlo.multiply %140, %141 : tensor<2x4x1xi32>
    %143 = stablehlo.reduce(%142 init: %init2) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x1xi32>, tensor<i32>) -> tensor<2x4xi32>
    %144 = stablehlo.constant dense<2> : tensor<2x4xi32>
    %145 = "stablehlo.all_reduce"(%143) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<i32>, %rb: tensor<i32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<i32>
      stablehlo.return %rc : tensor<i32>
    }) : (tensor<2x4xi32>) -> tensor<2x4xi32>
    %146 = stablehlo.subtract %144, %145 : tensor<2x4xi32>
    %147 = stablehlo.broadcast_in_dim %146, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x1xi32>
    %148 = stablehlo.iota dim = 0 : tensor<2xi32>
    %149 = stablehlo.broadcast_in_dim %148, dims = [2] : (tensor<2xi32>) -> tensor<2x4x2xi32>
    %t10 = stablehlo.replica_id : tensor<ui32>
    %t11 = stablehlo.constant dense<[0, 1]> : tensor<2xi32>
    %t12 = stablehlo.dynamic_slice %t11, %t10, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t13 = stablehlo.reshape %t12 : (tensor<1xi32>) -> tensor<i32>
    %t14 = stablehlo.constant dense<0> : tensor<i32>
    %150 = stablehlo.dynamic_slice %149, %t14, %t14, %t13, sizes = [2, 4, 1] : (tensor<2x4x2xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<2x4x1xi32>
    %151 = stablehlo.compare EQ, %147, %150 : (tensor<2x4x1xi32>, tensor<2x4x1xi32>) -> tensor<2x4x1xi1>
    %152 = stablehlo.convert %151 : (tensor<2x4x1xi1>) -> tensor<2x4x1xf32>
    %153 = stablehlo.reduce(%131 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x1xf32>
    %154 = stablehlo.constant dense<2.5e-1> : tensor<2x1xf32>
    %155 = stablehlo.multiply %153, %154 : tensor<2x1xf32>
    %156 = stablehlo.reduce(%108 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x1xf32>
    %157 = stablehlo.constant dense<2.5e-1> : tensor<2x1xf32>
    %158 = stablehlo.multiply %156, %157 : tensor<2x1xf32>
    %159 = stablehlo.multiply %155, %158 : tensor<2x1xf32>
    %160 = stablehlo.reduce(%159 init: %init0) applies stablehlo.add across dimensions = [1] : (tensor<2x1xf32>, tensor<f32>) -> tensor<2xf32>
    %161 = stablehlo.constant dense<2.0e+0> : tensor<2xf32>
    %162 = stablehlo.multiply %160, %161 : tensor<2xf32>
    %163 = stablehlo.multiply %131, %108 : tensor<2x4x1xf32>
    %164 = stablehlo.multiply %152, %108 : tensor<2x4x1xf32>
    %165 = stablehlo.reduce(%163 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %166 = stablehlo.reduce(%164 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %167 = stablehlo.add %165, %166 : tensor<2x4xf32>
    %168 = "stablehlo.all_reduce"(%167) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %169 = stablehlo.dot_general %114, %131, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<2x4x1xf32>) -> tensor<4x2x1xf32>
    %170 = stablehlo.convert %169 : (tensor<4x2x1xf32>) -> tensor<4x2x1xi32>
    %171 = stablehlo.transpose %170, dims = [1, 0, 2] : (tensor<4x2x1xi32>) -> tensor<2x4x1xi32>
    %172 = stablehlo.broadcast_in_dim %171, dims = [0, 1, 2] : (tensor<2x4x1xi32>) -> tensor<2x4x1x5xi32>
    %173 = stablehlo.iota dim = 0 : tensor<5xi32>
    %174 = stablehlo.broadcast_in_dim %173, dims = [3] : (tensor<5xi32>) -> tensor<2x4x1x5xi32>
    %175 = stablehlo.compare EQ, %172, %174 : (tensor<2x4x1x5xi32>, tensor<2x4x1x5xi32>) -> tensor<2x4x1x5xi1>
    %176 = stablehlo.convert %175 : (tensor<2x4x1x5xi1>) -> tensor<2x4x1x5xf32>
    %177 = stablehlo.broadcast_in_dim %131, dims = [0, 1, 2] : (tensor<2x4x1xf32>) -> tensor<2x4x1x5xf32>
    %178 = stablehlo.multiply %176, %177 : tensor<2x4x1x5xf32>
    %179 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %180 = stablehlo.divide %179, %168 : tensor<2x4xf32>
    %181 = stablehlo.divide %180, %168 : tensor<2x4xf32>
    %182 = stablehlo.negate %181 : tensor<2x4xf32>
    %183 = stablehlo.broadcast_in_dim %180, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %184 = stablehlo.multiply %163, %183 : tensor<2x4x1xf32>
    %185 = stablehlo.broadcast_in_dim %184, dims = [0, 1, 2] : (tensor<2x4x1xf32>) -> tensor<2x4x1x5xf32>
    %186 = stablehlo.multiply %178, %185 : tensor<2x4x1x5xf32>
    %187 = stablehlo.dot_general %114, %152, contracting_dims = [1] x [1] : (tensor<4x4xf32>, tensor<2x4x1xf32>) -> tensor<4x2x1xf32>
    %188 = stablehlo.transpose %187, dims = [1, 0, 2] : (tensor<4x2x1xf32>) -> tensor<2x4x1xf32>
    %189 = stablehlo.broadcast_in_dim %153, dims = [0, 2] : (tensor<2x1xf32>) -> tensor<2x4x1xf32>
    %190 = stablehlo.add %188, %189 : tensor<2x4x1xf32>
    %191 = stablehlo.convert %190 : (tensor<2x4x1xf32>) -> tensor<2x4x1xi32>
    %192 = stablehlo.broadcast_in_dim %191, dims = [0, 1, 2] : (tensor<2x4x1xi32>) -> tensor<2x4x1x5xi32>
    %193 = stablehlo.iota dim = 0 : tensor<5xi32>
    %194 = stablehlo.broadcast_in_dim %193, dims = [3] : (tensor<5xi32>) -> tensor<2x4x1x5xi32>
    %195 = stablehlo.compare EQ, %192, %194 : (tensor<2x4x1x5xi32>, tensor<2x4x1x5xi32>) -> tensor<2x4x1x5xi1>
    %196 = stablehlo.convert %195 : (tensor<2x4x1x5xi1>) -> tensor<2x4x1x5xf32>
    %197 = stablehlo.broadcast_in_dim %152, dims = [0, 1, 2] : (tensor<2x4x1xf32>) -> tensor<2x4x1x5xf32>
    %198 = stablehlo.multiply %196, %197 : tensor<2x4x1x5xf32>
    %199 = stablehlo.broadcast_in_dim %180, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %200 = stablehlo.multiply %164, %199 : tensor<2x4x1xf32>
    %201 = stablehlo.broadcast_in_dim %200, dims = [0, 1, 2] : (tensor<2x4x1xf32>) -> tensor<2x4x1x5xf32>
    %202 = stablehlo.multiply %198, %201 : tensor<2x4x1x5xf32>
    %203 = stablehlo.add %186, %202 : tensor<2x4x1x5xf32>
    %204 = stablehlo.reduce(%162 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %205 = stablehlo.constant dense<0.0e+0> : tensor<2x4x1x5xf32>
    %206 = stablehlo.compare LT, %205, %203 : (tensor<2x4x1x5xf32>, tensor<2x4x1x5xf32>) -> tensor<2x4x1x5xi1>
    %207 = stablehlo.convert %206 : (tensor<2x4x1x5xi1>) -> tensor<2x4x1x5xf32>
    %208 = stablehlo.dot_general %207, %94, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x1x5xf32>, tensor<2x4x8xf32>) -> tensor<2x1x5x8xf32>
    %209 = stablehlo.dot_general %208, %arg15, batching_dims = [1] x [0], contracting_dims = [3] x [1] : (tensor<2x1x5x8xf32>, tensor<1x8x32xf32>) -> tensor<1x2x5x32xf32>
    %210 = stablehlo.constant dense<5.0e-1> : tensor<1x2x5x32xf32>
    %211 = stablehlo.multiply %209, %210 : tensor<1x2x5x32xf32> loc("gelu")
    %212 = stablehlo.multiply %209, %209 : tensor<1x2x5x32xf32> loc("gelu")
    %213 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<1x2x5x32xf32>
    %214 = stablehlo.multiply %212, %213 : tensor<1x2x5x32xf32> loc("gelu")
    %215 = stablehlo.constant dense<1.0e+0> : tensor<1x2x5x32xf32>
    %216 = stablehlo.add %214, %215 : tensor<1x2x5x32xf32> loc("gelu")
    %217 = stablehlo.multiply %209, %216 : tensor<1x2x5x32xf32> loc("gelu")
    %218 = stablehlo.constant dense<7.978845834732056e-1> : tensor<1x2x5x32xf32>
    %219 = stablehlo.multiply %217, %218 : tensor<1x2x5x32xf32> loc("gelu")
    %220 = stablehlo.constant dense<0.0e+0> : tensor<1x2x5x32xf32>
    %221 = stablehlo.compare LT, %219, %220 : (tensor<1x2x5x32xf32>, tensor<1x2x5x32xf32>) -> tensor<1x2x5x32xi1> loc("gelu")
    %222 = stablehlo.constant dense<1.0e+0> : tensor<1x2x5x32xf32>
    %223 = stablehlo.constant dense<-1.0e+0> : tensor<1x2x5x32xf32>
    %224 = stablehlo.select %221, %222, %223 : tensor<1x2x5x32xi1>, tensor<1x2x5x32xf32> loc("gelu")
    %225 = stablehlo.multiply %219, %224 : tensor<1x2x5x32xf32> loc("gelu")
    %226 = stablehlo.constant dense<2.0e+0> : tensor<1x2x5x32xf32>
    %227 = stablehlo.multiply %225, %226 : tensor<1x2x5x32xf32> loc("gelu")
    %228 = stablehlo.exponential %227 : tensor<1x2x5x32xf32> loc("gelu")
    %229 = stablehlo.constant dense<-1.0e+0> : tensor<1x2x5x32xf32>
    %230 = stablehlo.add %228, %229 : tensor<1x2x5x32xf32> loc("gelu")
    %231 = stablehlo.constant dense<1.0e+0> : tensor<1x2x5x32xf32>
    %232 = stablehlo.add %228, %231 : tensor<1x2x5x32xf32> loc("gelu")
    %233 = stablehlo.constant dense<1.0e+0> : tensor<1x2x5x32xf32>
    %234 = stablehlo.divide %233, %232 : tensor<1x2x5x32xf32> loc("gelu")
    %235 = stablehlo.multiply %234, %234 : tensor<1x2x5x32xf32> loc("gelu")
    %236 = stablehlo.negate %235 : tensor<1x2x5x32xf32> loc("gelu")
    %237 = stablehlo.multiply %230, %234 : tensor<1x2x5x32xf32> loc("gelu")
    %238 = stablehlo.multiply %237, %224 : tensor<1x2x5x32xf32> loc("gelu")
    %239 = stablehlo.constant dense<1.0e+0> : tensor<1x2x5x32xf32>
    %240 = stablehlo.add %238, %239 : tensor<1x2x5x32xf32> loc("gelu")
    %241 = stablehlo.multiply %211, %240 : tensor<1x2x5x32xf32> loc("gelu")
    %242 = stablehlo.dot_general %arg16, %241, batching_dims = [0] x [0], contracting_dims = [1] x [3] : (tensor<1x32x8xf32>, tensor<1x2x5x32xf32>) -> tensor<1x8x2x5xf32>
    %243 = stablehlo.transpose %242, dims = [2, 1, 0, 3] : (tensor<1x8x2x5xf32>) -> tensor<2x8x1x5xf32>
    %244 = stablehlo.reshape %203 : (tensor<2x4x1x5xf32>) -> tensor<2x4x5xf32>
    %245 = stablehlo.reshape %243 : (tensor<2x8x1x5xf32>) -> tensor<2x8x5xf32>
    %246 = stablehlo.dot_general %203, %242, batching_dims = [0] x [2], contracting_dims = [2, 3] x [0, 3] : (tensor<2x4x1x5xf32>, tensor<1x8x2x5xf32>) -> tensor<2x4x8xf32>
    %247 = "stablehlo.all_reduce"(%246) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %248 = stablehlo.add %70, %247 : tensor<2x4x8xf32>
    %249 = stablehlo.reduce(%248 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %250 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %251 = stablehlo.multiply %249, %250 : tensor<2x4xf32>
    %252 = stablehlo.broadcast_in_dim %251, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %253 = stablehlo.subtract %248, %252 : tensor<2x4x8xf32>
    %254 = stablehlo.multiply %253, %253 : tensor<2x4x8xf32>
    %255 = stablehlo.reduce(%254 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %256 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %257 = stablehlo.multiply %255, %256 : tensor<2x4xf32>
    %258 = stablehlo.constant dense<9.999999747378752e-6> : tensor<2x4xf32>
    %259 = stablehlo.add %257, %258 : tensor<2x4xf32>
    %260 = stablehlo.sqrt %259 : tensor<2x4xf32>
    %261 = stablehlo.constant dense<2.0e+0> : tensor<2x4xf32>
    %262 = stablehlo.multiply %260, %261 : tensor<2x4xf32>
    %263 = stablehlo.constant dense<1.0e+0> : tensor<2x4xf32>
    %264 = stablehlo.divide %263, %260 : tensor<2x4xf32>
    %265 = stablehlo.divide %264, %260 : tensor<2x4xf32>
    %266 = stablehlo.negate %265 : tensor<2x4xf32>
    %267 = stablehlo.broadcast_in_dim %264, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %268 = stablehlo.multiply %253, %267 : tensor<2x4x8xf32>
    %269 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %270 = stablehlo.multiply %268, %269 : tensor<2x4x8xf32>
    %271 = stablehlo.broadcast_in_dim %arg18, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %272 = stablehlo.add %270, %271 : tensor<2x4x8xf32>
    %273 = stablehlo.dot_general %272, %arg0, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<64x8xf32>) -> tensor<2x4x64xf32>
    %274 = stablehlo.reduce(%273 init: %init1) applies stablehlo.maximum across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %275 = stablehlo.broadcast_in_dim %274, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %276 = stablehlo.subtract %273, %275 : tensor<2x4x64xf32>
    %277 = stablehlo.exponential %276 : tensor<2x4x64xf32>
    %278 = stablehlo.reduce(%277 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %279 = stablehlo.log %278 : tensor<2x4xf32>
    %280 = stablehlo.broadcast_in_dim %279, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %281 = stablehlo.subtract %276, %280 : tensor<2x4x64xf32>
    %282 = stablehlo.broadcast_in_dim %arg61, dims = [0, 1] : (tensor<2x4xi32>) -> tensor<2x4x64xi32>
    %283 = stablehlo.iota dim = 0 : tensor<64xi32>
    %284 = stablehlo.broadcast_in_dim %283, dims = [2] : (tensor<64xi32>) -> tensor<2x4x64xi32>
    %285 = stablehlo.compare EQ, %282, %284 : (tensor<2x4x64xi32>, tensor<2x4x64xi32>) -> tensor<2x4x64xi1>
    %286 = stablehlo.convert %285 : (tensor<2x4x64xi1>) -> tensor<2x4x64xf32>
    %287 = stablehlo.multiply %281, %286 : tensor<2x4x64xf32>
    %288 = stablehlo.reduce(%287 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<f32>
    %289 = stablehlo.constant dense<6.25e-2> : tensor<f32>
    %290 = stablehlo.multiply %288, %289 : tensor<f32>
    %291 = stablehlo.constant dense<2.4999999441206455e-3> : tensor<f32>
    %292 = "stablehlo.all_reduce"(%204) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %293 = stablehlo.multiply %292, %291 : tensor<f32>
    %294 = stablehlo.subtract %293, %290 : tensor<f32>
    %295 = stablehlo.constant dense<1.2499999720603228e-3> : tensor<2x1xf32>
    %296 = stablehlo.multiply %155, %295 : tensor<2x1xf32>
    %297 = stablehlo.constant dense<-6.25e-2> : tensor<2x4x64xf32>
    %298 = stablehlo.multiply %297, %286 : tensor<2x4x64xf32>
    %299 = stablehlo.reduce(%298 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x64xf32>, tensor<f32>) -> tensor<2x4xf32>
    %300 = stablehlo.negate %299 : tensor<2x4xf32>
    %301 = stablehlo.divide %300, %278 : tensor<2x4xf32>
    %302 = stablehlo.broadcast_in_dim %301, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x64xf32>
    %303 = stablehlo.multiply %277, %302 : tensor<2x4x64xf32>
    %304 = stablehlo.add %298, %303 : tensor<2x4x64xf32>
    %305 = stablehlo.dot_general %304, %arg0, contracting_dims = [2] x [0] : (tensor<2x4x64xf32>, tensor<64x8xf32>) -> tensor<2x4x8xf32>
    %306 = stablehlo.reduce(%305 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %307 = stablehlo.broadcast_in_dim %arg17, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %308 = stablehlo.multiply %305, %307 : tensor<2x4x8xf32>
    %309 = stablehlo.broadcast_in_dim %264, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %310 = stablehlo.multiply %308, %309 : tensor<2x4x8xf32>
    %311 = stablehlo.multiply %253, %308 : tensor<2x4x8xf32>
    %312 = stablehlo.reduce(%311 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %313 = stablehlo.multiply %266, %312 : tensor<2x4xf32>
    %314 = stablehlo.divide %313, %262 : tensor<2x4xf32>
    %315 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %316 = stablehlo.multiply %314, %315 : tensor<2x4xf32>
    %317 = stablehlo.broadcast_in_dim %316, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %318 = stablehlo.multiply %317, %253 : tensor<2x4x8xf32>
    %319 = stablehlo.add %310, %318 : tensor<2x4x8xf32>
    %320 = stablehlo.add %319, %318 : tensor<2x4x8xf32>
    %321 = stablehlo.reduce(%320 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %322 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %323 = stablehlo.multiply %321, %322 : tensor<2x4xf32>
    %324 = stablehlo.broadcast_in_dim %323, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %325 = stablehlo.add %320, %324 : tensor<2x4x8xf32>
    %326 = stablehlo.dot_general %325, %245, batching_dims = [0] x [0], contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<2x8x5xf32>) -> tensor<2x4x5xf32>
    %327 = stablehlo.reshape %326 : (tensor<2x4x5xf32>) -> tensor<2x4x1x5xf32>
    %328 = stablehlo.multiply %198, %327 : tensor<2x4x1x5xf32>
    %329 = stablehlo.reduce(%328 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x4x1x5xf32>, tensor<f32>) -> tensor<2x4x1xf32>
    %330 = stablehlo.broadcast_in_dim %180, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %331 = stablehlo.multiply %329, %330 : tensor<2x4x1xf32>
    %332 = stablehlo.multiply %164, %329 : tensor<2x4x1xf32>
    %333 = stablehlo.reduce(%332 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %334 = stablehlo.multiply %182, %333 : tensor<2x4xf32>
    %335 = stablehlo.multiply %178, %327 : tensor<2x4x1x5xf32>
    %336 = stablehlo.reduce(%335 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x4x1x5xf32>, tensor<f32>) -> tensor<2x4x1xf32>
    %337 = stablehlo.broadcast_in_dim %180, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %338 = stablehlo.multiply %336, %337 : tensor<2x4x1xf32>
    %339 = stablehlo.multiply %163, %336 : tensor<2x4x1xf32>
    %340 = stablehlo.reduce(%339 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %341 = stablehlo.multiply %182, %340 : tensor<2x4xf32>
    %342 = stablehlo.add %334, %341 : tensor<2x4xf32>
    %343 = "stablehlo.all_reduce"(%342) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %344 = stablehlo.broadcast_in_dim %343, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %345 = stablehlo.add %331, %344 : tensor<2x4x1xf32>
    %346 = stablehlo.multiply %152, %345 : tensor<2x4x1xf32>
    %347 = stablehlo.broadcast_in_dim %296, dims = [0, 2] : (tensor<2x1xf32>) -> tensor<2x4x1xf32>
    %348 = stablehlo.add %347, %346 : tensor<2x4x1xf32>
    %349 = stablehlo.broadcast_in_dim %343, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %350 = stablehlo.add %338, %349 : tensor<2x4x1xf32>
    %351 = stablehlo.multiply %131, %350 : tensor<2x4x1xf32>
    %352 = stablehlo.add %348, %351 : tensor<2x4x1xf32>
    %353 = stablehlo.broadcast_in_dim %104, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %354 = stablehlo.multiply %352, %353 : tensor<2x4x1xf32>
    %355 = stablehlo.multiply %100, %352 : tensor<2x4x1xf32>
    %356 = stablehlo.reduce(%355 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x1xf32>, tensor<f32>) -> tensor<2x4xf32>
    %357 = stablehlo.multiply %106, %356 : tensor<2x4xf32>
    %358 = "stablehlo.all_reduce"(%357) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %359 = stablehlo.broadcast_in_dim %358, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x1xf32>
    %360 = stablehlo.add %354, %359 : tensor<2x4x1xf32>
    %361 = stablehlo.multiply %100, %360 : tensor<2x4x1xf32>
    %362 = stablehlo.dot_general %361, %arg14, contracting_dims = [2] x [1] : (tensor<2x4x1xf32>, tensor<8x1xf32>) -> tensor<2x4x8xf32>
    %363 = stablehlo.dot_general %94, %361, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x1xf32>) -> tensor<8x1xf32>
    %364 = stablehlo.dot_general %325, %244, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x8xf32>, tensor<2x4x5xf32>) -> tensor<2x8x5xf32>
    %365 = stablehlo.reshape %364 : (tensor<2x8x5xf32>) -> tensor<2x8x1x5xf32>
    %366 = stablehlo.dot_general %365, %arg16, batching_dims = [2] x [0], contracting_dims = [1] x [2] : (tensor<2x8x1x5xf32>, tensor<1x32x8xf32>) -> tensor<1x2x5x32xf32>
    %367 = stablehlo.multiply %366, %240 : tensor<1x2x5x32xf32> loc("gelu")
    %368 = stablehlo.multiply %211, %366 : tensor<1x2x5x32xf32> loc("gelu")
    %369 = stablehlo.multiply %368, %224 : tensor<1x2x5x32xf32> loc("gelu")
    %370 = stablehlo.multiply %369, %234 : tensor<1x2x5x32xf32> loc("gelu")
    %371 = stablehlo.multiply %230, %369 : tensor<1x2x5x32xf32> loc("gelu")
    %372 = stablehlo.multiply %236, %371 : tensor<1x2x5x32xf32> loc("gelu")
    %373 = stablehlo.add %370, %372 : tensor<1x2x5x32xf32> loc("gelu")
    %374 = stablehlo.multiply %228, %373 : tensor<1x2x5x32xf32> loc("gelu")
    %375 = stablehlo.constant dense<2.0e+0> : tensor<1x2x5x32xf32>
    %376 = stablehlo.multiply %374, %375 : tensor<1x2x5x32xf32> loc("gelu")
    %377 = stablehlo.multiply %376, %224 : tensor<1x2x5x32xf32> loc("gelu")
    %378 = stablehlo.constant dense<7.978845834732056e-1> : tensor<1x2x5x32xf32>
    %379 = stablehlo.multiply %377, %378 : tensor<1x2x5x32xf32> loc("gelu")
    %380 = stablehlo.multiply %379, %216 : tensor<1x2x5x32xf32> loc("gelu")
    %381 = stablehlo.multiply %209, %379 : tensor<1x2x5x32xf32> loc("gelu")
    %382 = stablehlo.constant dense<4.4714998453855515e-2> : tensor<1x2x5x32xf32>
    %383 = stablehlo.multiply %381, %382 : tensor<1x2x5x32xf32> loc("gelu")
    %384 = stablehlo.multiply %383, %209 : tensor<1x2x5x32xf32> loc("gelu")
    %385 = stablehlo.add %380, %384 : tensor<1x2x5x32xf32> loc("gelu")
    %386 = stablehlo.add %385, %384 : tensor<1x2x5x32xf32> loc("gelu")
    %387 = stablehlo.constant dense<5.0e-1> : tensor<1x2x5x32xf32>
    %388 = stablehlo.multiply %367, %387 : tensor<1x2x5x32xf32> loc("gelu")
    %389 = stablehlo.add %386, %388 : tensor<1x2x5x32xf32> loc("gelu")
    %390 = stablehlo.dot_general %389, %arg15, batching_dims = [0] x [0], contracting_dims = [3] x [2] : (tensor<1x2x5x32xf32>, tensor<1x8x32xf32>) -> tensor<1x2x5x8xf32>
    %391 = stablehlo.dot_general %207, %390, batching_dims = [0] x [1], contracting_dims = [2, 3] x [0, 2] : (tensor<2x4x1x5xf32>, tensor<1x2x5x8xf32>) -> tensor<2x4x8xf32>
    %392 = stablehlo.add %362, %391 : tensor<2x4x8xf32>
    %393 = "stablehlo.all_reduce"(%392) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %394 = stablehlo.reduce(%393 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %395 = stablehlo.broadcast_in_dim %arg12, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %396 = stablehlo.multiply %393, %395 : tensor<2x4x8xf32>
    %397 = stablehlo.broadcast_in_dim %86, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %398 = stablehlo.multiply %396, %397 : tensor<2x4x8xf32>
    %399 = stablehlo.multiply %75, %396 : tensor<2x4x8xf32>
    %400 = stablehlo.reduce(%399 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %401 = stablehlo.multiply %88, %400 : tensor<2x4xf32>
    %402 = stablehlo.divide %401, %84 : tensor<2x4xf32>
    %403 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %404 = stablehlo.multiply %402, %403 : tensor<2x4xf32>
    %405 = stablehlo.broadcast_in_dim %404, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %406 = stablehlo.multiply %405, %75 : tensor<2x4x8xf32>
    %407 = stablehlo.add %398, %406 : tensor<2x4x8xf32>
    %408 = stablehlo.add %407, %406 : tensor<2x4x8xf32>
    %409 = stablehlo.reduce(%408 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %410 = stablehlo.add %325, %408 : tensor<2x4x8xf32>
    %411 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %412 = stablehlo.multiply %409, %411 : tensor<2x4xf32>
    %413 = stablehlo.broadcast_in_dim %412, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %414 = stablehlo.add %410, %413 : tensor<2x4x8xf32>
    %415 = stablehlo.reduce(%414 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %416 = stablehlo.dot_general %414, %arg10, contracting_dims = [2] x [1] : (tensor<2x4x8xf32>, tensor<4x8xf32>) -> tensor<2x4x4xf32>
    %417 = stablehlo.reshape %416 : (tensor<2x4x4xf32>) -> tensor<2x4x1x4xf32>
    %418 = stablehlo.dot_general %417, %40, batching_dims = [0, 2] x [0, 2], contracting_dims = [3] x [3] : (tensor<2x4x1x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %419 = stablehlo.broadcast_in_dim %58, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %420 = stablehlo.multiply %418, %419 : tensor<2x1x4x4xf32>
    %421 = stablehlo.multiply %55, %418 : tensor<2x1x4x4xf32>
    %422 = stablehlo.reduce(%421 init: %init0) applies stablehlo.add across dimensions = [3] : (tensor<2x1x4x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
    %423 = stablehlo.multiply %60, %422 : tensor<2x1x4xf32>
    %424 = stablehlo.broadcast_in_dim %423, dims = [0, 1, 2] : (tensor<2x1x4xf32>) -> tensor<2x1x4x4xf32>
    %425 = stablehlo.add %420, %424 : tensor<2x1x4x4xf32>
    %426 = stablehlo.multiply %55, %425 : tensor<2x1x4x4xf32>
    %427 = stablehlo.broadcast_in_dim %48, dims = [2, 3] : (tensor<4x4xi1>) -> tensor<2x1x4x4xi1>
    %428 = stablehlo.constant dense<0.0e+0> : tensor<2x1x4x4xf32>
    %429 = stablehlo.select %427, %426, %428 : tensor<2x1x4x4xi1>, tensor<2x1x4x4xf32>
    %430 = stablehlo.constant dense<5.0e-1> : tensor<2x1x4x4xf32>
    %431 = stablehlo.multiply %429, %430 : tensor<2x1x4x4xf32>
    %432 = stablehlo.dot_general %431, %36, batching_dims = [0, 1] x [0, 2], contracting_dims = [3] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %433 = stablehlo.transpose %432, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %434 = stablehlo.reshape %433 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %435 = stablehlo.reduce(%434 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %436 = stablehlo.dot_general %434, %arg4, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %437 = stablehlo.dot_general %28, %434, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %438 = stablehlo.dot_general %431, %32, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %439 = stablehlo.transpose %438, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %440 = stablehlo.reshape %439 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %441 = stablehlo.reduce(%440 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %442 = stablehlo.dot_general %440, %arg6, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %443 = stablehlo.add %436, %442 : tensor<2x4x8xf32>
    %444 = stablehlo.dot_general %28, %440, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %445 = stablehlo.dot_general %62, %417, batching_dims = [0, 1] x [0, 2], contracting_dims = [2] x [1] : (tensor<2x1x4x4xf32>, tensor<2x4x1x4xf32>) -> tensor<2x1x4x4xf32>
    %446 = stablehlo.transpose %445, dims = [0, 2, 1, 3] : (tensor<2x1x4x4xf32>) -> tensor<2x4x1x4xf32>
    %447 = stablehlo.reshape %446 : (tensor<2x4x1x4xf32>) -> tensor<2x4x4xf32>
    %448 = stablehlo.reduce(%447 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %449 = stablehlo.dot_general %447, %arg8, contracting_dims = [2] x [1] : (tensor<2x4x4xf32>, tensor<8x4xf32>) -> tensor<2x4x8xf32>
    %450 = stablehlo.add %443, %449 : tensor<2x4x8xf32>
    %451 = "stablehlo.all_reduce"(%450) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
    %452 = stablehlo.reduce(%451 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %453 = stablehlo.broadcast_in_dim %arg2, dims = [2] : (tensor<8xf32>) -> tensor<2x4x8xf32>
    %454 = stablehlo.multiply %451, %453 : tensor<2x4x8xf32>
    %455 = stablehlo.broadcast_in_dim %20, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %456 = stablehlo.multiply %454, %455 : tensor<2x4x8xf32>
    %457 = stablehlo.multiply %9, %454 : tensor<2x4x8xf32>
    %458 = stablehlo.reduce(%457 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %459 = stablehlo.multiply %22, %458 : tensor<2x4xf32>
    %460 = stablehlo.divide %459, %18 : tensor<2x4xf32>
    %461 = stablehlo.constant dense<1.25e-1> : tensor<2x4xf32>
    %462 = stablehlo.multiply %460, %461 : tensor<2x4xf32>
    %463 = stablehlo.broadcast_in_dim %462, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %464 = stablehlo.multiply %463, %9 : tensor<2x4x8xf32>
    %465 = stablehlo.add %456, %464 : tensor<2x4x8xf32>
    %466 = stablehlo.add %465, %464 : tensor<2x4x8xf32>
    %467 = stablehlo.reduce(%466 init: %init0) applies stablehlo.add across dimensions = [2] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<2x4xf32>
    %468 = stablehlo.add %414, %466 : tensor<2x4x8xf32>
    %469 = stablehlo.constant dense<-1.25e-1> : tensor<2x4xf32>
    %470 = stablehlo.multiply %467, %469 : tensor<2x4xf32>
    %471 = stablehlo.broadcast_in_dim %470, dims = [0, 1] : (tensor<2x4xf32>) -> tensor<2x4x8xf32>
    %472 = stablehlo.add %468, %471 : tensor<2x4x8xf32>
    %473 = stablehlo.reduce(%472 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    %474 = stablehlo.constant dense<0.0e+0> : tensor<64x8xf32>
    %475 = "stablehlo.scatter"(%474, %arg60, %472) <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [2], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 2>, unique_indices = false}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<64x8xf32>, tensor<2x4xi32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %476 = stablehlo.multiply %24, %451 : tensor<2x4x8xf32>
    %477 = stablehlo.reduce(%476 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %478 = stablehlo.dot_general %28, %447, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x8xf32>, tensor<2x4x4xf32>) -> tensor<8x4xf32>
    %479 = stablehlo.dot_general %65, %414, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x4xf32>, tensor<2x4x8xf32>) -> tensor<4x8xf32>
    %480 = stablehlo.multiply %90, %393 : tensor<2x4x8xf32>
    %481 = stablehlo.reduce(%480 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %482 = stablehlo.dot_general %94, %207, batching_dims = [0] x [0], contracting_dims = [1] x [1] : (tensor<2x4x8xf32>, tensor<2x4x1x5xf32>) -> tensor<2x8x1x5xf32>
    %483 = stablehlo.dot_general %482, %389, batching_dims = [2] x [0], contracting_dims = [0, 3] x [1, 2] : (tensor<2x8x1x5xf32>, tensor<1x2x5x32xf32>) -> tensor<1x8x32xf32>
    %484 = stablehlo.dot_general %241, %365, batching_dims = [0] x [2], contracting_dims = [1, 2] x [0, 3] : (tensor<1x2x5x32xf32>, tensor<2x8x1x5xf32>) -> tensor<1x32x8xf32>
    %485 = stablehlo.multiply %268, %305 : tensor<2x4x8xf32>
    %486 = stablehlo.reduce(%485 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %487 = stablehlo.dot_general %304, %272, contracting_dims = [0, 1] x [0, 1] : (tensor<2x4x64xf32>, tensor<2x4x8xf32>) -> tensor<64x8xf32>
    %488 = stablehlo.add %475, %487 : tensor<64x8xf32>
    %489 = stablehlo.multiply %488, %488 : tensor<64x8xf32>
    %490 = stablehlo.reduce(%489 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<64x8xf32>, tensor<f32>) -> tensor<f32>
    %491 = stablehlo.multiply %473, %473 : tensor<4x8xf32>
    %492 = stablehlo.reduce(%491 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %493 = stablehlo.multiply %477, %477 : tensor<8xf32>
    %494 = stablehlo.reduce(%493 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %495 = stablehlo.multiply %452, %452 : tensor<8xf32>
    %496 = stablehlo.reduce(%495 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %497 = stablehlo.multiply %437, %437 : tensor<8x4xf32>
    %498 = stablehlo.reduce(%497 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %499 = stablehlo.multiply %435, %435 : tensor<4xf32>
    %500 = stablehlo.reduce(%499 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %501 = stablehlo.multiply %444, %444 : tensor<8x4xf32>
    %502 = stablehlo.reduce(%501 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %503 = stablehlo.multiply %441, %441 : tensor<4xf32>
    %504 = stablehlo.reduce(%503 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %505 = stablehlo.multiply %478, %478 : tensor<8x4xf32>
    %506 = stablehlo.reduce(%505 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %507 = stablehlo.multiply %448, %448 : tensor<4xf32>
    %508 = stablehlo.reduce(%507 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %509 = stablehlo.multiply %479, %479 : tensor<4x8xf32>
    %510 = stablehlo.reduce(%509 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<f32>
    %511 = stablehlo.multiply %415, %415 : tensor<8xf32>
    %512 = stablehlo.reduce(%511 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %513 = stablehlo.multiply %481, %481 : tensor<8xf32>
    %514 = stablehlo.reduce(%513 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %515 = stablehlo.multiply %394, %394 : tensor<8xf32>
    %516 = stablehlo.reduce(%515 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %517 = stablehlo.multiply %363, %363 : tensor<8x1xf32>
    %518 = stablehlo.reduce(%517 init: %init0) applies stablehlo.add across dimensions = [0, 1] : (tensor<8x1xf32>, tensor<f32>) -> tensor<f32>
    %519 = stablehlo.multiply %483, %483 : tensor<1x8x32xf32>
    %520 = stablehlo.reduce(%519 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x8x32xf32>, tensor<f32>) -> tensor<f32>
    %521 = stablehlo.multiply %484, %484 : tensor<1x32x8xf32>
    %522 = stablehlo.reduce(%521 init: %init0) applies stablehlo.add across dimensions = [0, 1, 2] : (tensor<1x32x8xf32>, tensor<f32>) -> tensor<f32>
    %523 = stablehlo.multiply %486, %486 : tensor<8xf32>
    %524 = stablehlo.reduce(%523 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %525 = stablehlo.multiply %306, %306 : tensor<8xf32>
    %526 = stablehlo.reduce(%525 init: %init0) applies stablehlo.add across dimensions = [0] : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %527 = stablehlo.add %490, %492 : tensor<f32>
    %528 = stablehlo.add %527, %494 : tensor<f32>
    %529 = stablehlo.add %528, %496 : tensor<f32>
    %530 = "stablehlo.all_reduce"(%498) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %531 = stablehlo.add %529, %530 : tensor<f32>
    %532 = "stablehlo.all_reduce"(%500) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %533 = stablehlo.add %531, %532 : tensor<f32>
    %534 = "stablehlo.all_reduce"(%502) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %535 = stablehlo.add %533, %534 : tensor<f32>
    %536 = "stablehlo.all_reduce"(%504) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %537 = stablehlo.add %535, %536 : tensor<f32>
    %538 = "stablehlo.all_reduce"(%506) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %539 = stablehlo.add %537, %538 : tensor<f32>
    %540 = "stablehlo.all_reduce"(%508) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %541 = stablehlo.add %539, %540 : tensor<f32>
    %542 = "stablehlo.all_reduce"(%510) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %543 = stablehlo.add %541, %542 : tensor<f32>
    %544 = stablehlo.add %543, %512 : tensor<f32>
    %545 = stablehlo.add %544, %514 : tensor<f32>
    %546 = stablehlo.add %545, %516 : tensor<f32>
    %547 = "stablehlo.all_reduce"(%518) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %548 = stablehlo.add %546, %547 : tensor<f32>
    %549 = "stablehlo.all_reduce"(%520) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %550 = stablehlo.add %548, %549 : tensor<f32>
    %551 = "stablehlo.all_reduce"(%522) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %552 = stablehlo.add %550, %551 : tensor<f32>
    %553 = stablehlo.add %552, %524 : tensor<f32>
    %554 = stablehlo.add %553, %526 : tensor<f32>
    %555 = stablehlo.sqrt %554 : tensor<f32>
    %556 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %557 = stablehlo.divide %556, %555 : tensor<f32>
    %558 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %559 = stablehlo.minimum %557, %558 : tensor<f32>
    %560 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %561 = stablehlo.multiply %488, %560 : tensor<64x8xf32>
    %562 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %563 = stablehlo.multiply %473, %562 : tensor<4x8xf32>
    %564 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %565 = stablehlo.multiply %477, %564 : tensor<8xf32>
    %566 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %567 = stablehlo.multiply %452, %566 : tensor<8xf32>
    %568 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %569 = stablehlo.multiply %437, %568 : tensor<8x4xf32>
    %570 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %571 = stablehlo.multiply %435, %570 : tensor<4xf32>
    %572 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %573 = stablehlo.multiply %444, %572 : tensor<8x4xf32>
    %574 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %575 = stablehlo.multiply %441, %574 : tensor<4xf32>
    %576 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %577 = stablehlo.multiply %478, %576 : tensor<8x4xf32>
    %578 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %579 = stablehlo.multiply %448, %578 : tensor<4xf32>
    %580 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %581 = stablehlo.multiply %479, %580 : tensor<4x8xf32>
    %582 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %583 = stablehlo.multiply %415, %582 : tensor<8xf32>
    %584 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %585 = stablehlo.multiply %481, %584 : tensor<8xf32>
    %586 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %587 = stablehlo.multiply %394, %586 : tensor<8xf32>
    %588 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8x1xf32>
    %589 = stablehlo.multiply %363, %588 : tensor<8x1xf32>
    %590 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<1x8x32xf32>
    %591 = stablehlo.multiply %483, %590 : tensor<1x8x32xf32>
    %592 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<1x32x8xf32>
    %593 = stablehlo.multiply %484, %592 : tensor<1x32x8xf32>
    %594 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %595 = stablehlo.multiply %486, %594 : tensor<8xf32>
    %596 = stablehlo.broadcast_in_dim %559, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %597 = stablehlo.multiply %306, %596 : tensor<8xf32>
    %598 = stablehlo.constant dense<8.999999761581421e-1> : tensor<64x8xf32>
    %599 = stablehlo.multiply %arg19, %598 : tensor<64x8xf32>
    %600 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<64x8xf32>
    %601 = stablehlo.multiply %561, %600 : tensor<64x8xf32>
    %602 = stablehlo.add %599, %601 : tensor<64x8xf32>
    %603 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %604 = stablehlo.multiply %arg20, %603 : tensor<4x8xf32>
    %605 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %606 = stablehlo.multiply %563, %605 : tensor<4x8xf32>
    %607 = stablehlo.add %604, %606 : tensor<4x8xf32>
    %608 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %609 = stablehlo.multiply %arg21, %608 : tensor<8xf32>
    %610 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %611 = stablehlo.multiply %565, %610 : tensor<8xf32>
    %612 = stablehlo.add %609, %611 : tensor<8xf32>
    %613 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %614 = stablehlo.multiply %arg22, %613 : tensor<8xf32>
    %615 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %616 = stablehlo.multiply %567, %615 : tensor<8xf32>
    %617 = stablehlo.add %614, %616 : tensor<8xf32>
    %618 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %619 = stablehlo.multiply %arg23, %618 : tensor<8x4xf32>
    %620 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %621 = stablehlo.multiply %569, %620 : tensor<8x4xf32>
    %622 = stablehlo.add %619, %621 : tensor<8x4xf32>
    %623 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %624 = stablehlo.multiply %arg24, %623 : tensor<4xf32>
    %625 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %626 = stablehlo.multiply %571, %625 : tensor<4xf32>
    %627 = stablehlo.add %624, %626 : tensor<4xf32>
    %628 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %629 = stablehlo.multiply %arg25, %628 : tensor<8x4xf32>
    %630 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %631 = stablehlo.multiply %573, %630 : tensor<8x4xf32>
    %632 = stablehlo.add %629, %631 : tensor<8x4xf32>
    %633 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %634 = stablehlo.multiply %arg26, %633 : tensor<4xf32>
    %635 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %636 = stablehlo.multiply %575, %635 : tensor<4xf32>
    %637 = stablehlo.add %634, %636 : tensor<4xf32>
    %638 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x4xf32>
    %639 = stablehlo.multiply %arg27, %638 : tensor<8x4xf32>
    %640 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x4xf32>
    %641 = stablehlo.multiply %577, %640 : tensor<8x4xf32>
    %642 = stablehlo.add %639, %641 : tensor<8x4xf32>
    %643 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4xf32>
    %644 = stablehlo.multiply %arg28, %643 : tensor<4xf32>
    %645 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4xf32>
    %646 = stablehlo.multiply %579, %645 : tensor<4xf32>
    %647 = stablehlo.add %644, %646 : tensor<4xf32>
    %648 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x8xf32>
    %649 = stablehlo.multiply %arg29, %648 : tensor<4x8xf32>
    %650 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x8xf32>
    %651 = stablehlo.multiply %581, %650 : tensor<4x8xf32>
    %652 = stablehlo.add %649, %651 : tensor<4x8xf32>
    %653 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %654 = stablehlo.multiply %arg30, %653 : tensor<8xf32>
    %655 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %656 = stablehlo.multiply %583, %655 : tensor<8xf32>
    %657 = stablehlo.add %654, %656 : tensor<8xf32>
    %658 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %659 = stablehlo.multiply %arg31, %658 : tensor<8xf32>
    %660 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %661 = stablehlo.multiply %585, %660 : tensor<8xf32>
    %662 = stablehlo.add %659, %661 : tensor<8xf32>
    %663 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %664 = stablehlo.multiply %arg32, %663 : tensor<8xf32>
    %665 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %666 = stablehlo.multiply %587, %665 : tensor<8xf32>
    %667 = stablehlo.add %664, %666 : tensor<8xf32>
    %668 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x1xf32>
    %669 = stablehlo.multiply %arg33, %668 : tensor<8x1xf32>
    %670 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x1xf32>
    %671 = stablehlo.multiply %589, %670 : tensor<8x1xf32>
    %672 = stablehlo.add %669, %671 : tensor<8x1xf32>
    %673 = stablehlo.constant dense<8.999999761581421e-1> : tensor<1x8x32xf32>
    %674 = stablehlo.multiply %arg34, %673 : tensor<1x8x32xf32>
    %675 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<1x8x32xf32>
    %676 = stablehlo.multiply %591, %675 : tensor<1x8x32xf32>
    %677 = stablehlo.add %674, %676 : tensor<1x8x32xf32>
    %678 = stablehlo.constant dense<8.999999761581421e-1> : tensor<1x32x8xf32>
    %679 = stablehlo.multiply %arg35, %678 : tensor<1x32x8xf32>
    %680 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<1x32x8xf32>
    %681 = stablehlo.multiply %593, %680 : tensor<1x32x8xf32>
    %682 = stablehlo.add %679, %681 : tensor<1x32x8xf32>
    %683 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %684 = stablehlo.multiply %arg36, %683 : tensor<8xf32>
    %685 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %686 = stablehlo.multiply %595, %685 : tensor<8xf32>
    %687 = stablehlo.add %684, %686 : tensor<8xf32>
    %688 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %689 = stablehlo.multiply %arg37, %688 : tensor<8xf32>
    %690 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %691 = stablehlo.multiply %597, %690 : tensor<8xf32>
    %692 = stablehlo.add %689, %691 : tensor<8xf32>
    %693 = stablehlo.multiply %561, %561 : tensor<64x8xf32>
    %694 = stablehlo.constant dense<9.990000128746033e-1> : tensor<64x8xf32>
    %695 = stablehlo.multiply %arg38, %694 : tensor<64x8xf32>
    %696 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<64x8xf32>
    %697 = stablehlo.multiply %693, %696 : tensor<64x8xf32>
    %698 = stablehlo.add %695, %697 : tensor<64x8xf32>
    %699 = stablehlo.multiply %563, %563 : tensor<4x8xf32>
    %700 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %701 = stablehlo.multiply %arg39, %700 : tensor<4x8xf32>
    %702 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %703 = stablehlo.multiply %699, %702 : tensor<4x8xf32>
    %704 = stablehlo.add %701, %703 : tensor<4x8xf32>
    %705 = stablehlo.multiply %565, %565 : tensor<8xf32>
    %706 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %707 = stablehlo.multiply %arg40, %706 : tensor<8xf32>
    %708 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %709 = stablehlo.multiply %705, %708 : tensor<8xf32>
    %710 = stablehlo.add %707, %709 : tensor<8xf32>
    %711 = stablehlo.multiply %567, %567 : tensor<8xf32>
    %712 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %713 = stablehlo.multiply %arg41, %712 : tensor<8xf32>
    %714 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %715 = stablehlo.multiply %711, %714 : tensor<8xf32>
    %716 = stablehlo.add %713, %715 : tensor<8xf32>
    %717 = stablehlo.multiply %569, %569 : tensor<8x4xf32>
    %718 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %719 = stablehlo.multiply %arg42, %718 : tensor<8x4xf32>
    %720 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %721 = stablehlo.multiply %717, %720 : tensor<8x4xf32>
    %722 = stablehlo.add %719, %721 : tensor<8x4xf32>
    %723 = stablehlo.multiply %571, %571 : tensor<4xf32>
    %724 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %725 = stablehlo.multiply %arg43, %724 : tensor<4xf32>
    %726 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %727 = stablehlo.multiply %723, %726 : tensor<4xf32>
    %728 = stablehlo.add %725, %727 : tensor<4xf32>
    %729 = stablehlo.multiply %573, %573 : tensor<8x4xf32>
    %730 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %731 = stablehlo.multiply %arg44, %730 : tensor<8x4xf32>
    %732 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %733 = stablehlo.multiply %729, %732 : tensor<8x4xf32>
    %734 = stablehlo.add %731, %733 : tensor<8x4xf32>
    %735 = stablehlo.multiply %575, %575 : tensor<4xf32>
    %736 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %737 = stablehlo.multiply %arg45, %736 : tensor<4xf32>
    %738 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %739 = stablehlo.multiply %735, %738 : tensor<4xf32>
    %740 = stablehlo.add %737, %739 : tensor<4xf32>
    %741 = stablehlo.multiply %577, %577 : tensor<8x4xf32>
    %742 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x4xf32>
    %743 = stablehlo.multiply %arg46, %742 : tensor<8x4xf32>
    %744 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x4xf32>
    %745 = stablehlo.multiply %741, %744 : tensor<8x4xf32>
    %746 = stablehlo.add %743, %745 : tensor<8x4xf32>
    %747 = stablehlo.multiply %579, %579 : tensor<4xf32>
    %748 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4xf32>
    %749 = stablehlo.multiply %arg47, %748 : tensor<4xf32>
    %750 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4xf32>
    %751 = stablehlo.multiply %747, %750 : tensor<4xf32>
    %752 = stablehlo.add %749, %751 : tensor<4xf32>
    %753 = stablehlo.multiply %581, %581 : tensor<4x8xf32>
    %754 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x8xf32>
    %755 = stablehlo.multiply %arg48, %754 : tensor<4x8xf32>
    %756 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x8xf32>
    %757 = stablehlo.multiply %753, %756 : tensor<4x8xf32>
    %758 = stablehlo.add %755, %757 : tensor<4x8xf32>
    %759 = stablehlo.multiply %583, %583 : tensor<8xf32>
    %760 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %761 = stablehlo.multiply %arg49, %760 : tensor<8xf32>
    %762 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %763 = stablehlo.multiply %759, %762 : tensor<8xf32>
    %764 = stablehlo.add %761, %763 : tensor<8xf32>
    %765 = stablehlo.multiply %585, %585 : tensor<8xf32>
    %766 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %767 = stablehlo.multiply %arg50, %766 : tensor<8xf32>
    %768 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %769 = stablehlo.multiply %765, %768 : tensor<8xf32>
    %770 = stablehlo.add %767, %769 : tensor<8xf32>
    %771 = stablehlo.multiply %587, %587 : tensor<8xf32>
    %772 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %773 = stablehlo.multiply %arg51, %772 : tensor<8xf32>
    %774 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %775 = stablehlo.multiply %771, %774 : tensor<8xf32>
    %776 = stablehlo.add %773, %775 : tensor<8xf32>
    %777 = stablehlo.multiply %589, %589 : tensor<8x1xf32>
    %778 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x1xf32>
    %779 = stablehlo.multiply %arg52, %778 : tensor<8x1xf32>
    %780 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x1xf32>
    %781 = stablehlo.multiply %777, %780 : tensor<8x1xf32>
    %782 = stablehlo.add %779, %781 : tensor<8x1xf32>
    %783 = stablehlo.multiply %591, %591 : tensor<1x8x32xf32>
    %784 = stablehlo.constant dense<9.990000128746033e-1> : tensor<1x8x32xf32>
    %785 = stablehlo.multiply %arg53, %784 : tensor<1x8x32xf32>
    %786 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<1x8x32xf32>
    %787 = stablehlo.multiply %783, %786 : tensor<1x8x32xf32>
    %788 = stablehlo.add %785, %787 : tensor<1x8x32xf32>
    %789 = stablehlo.multiply %593, %593 : tensor<1x32x8xf32>
    %790 = stablehlo.constant dense<9.990000128746033e-1> : tensor<1x32x8xf32>
    %791 = stablehlo.multiply %arg54, %790 : tensor<1x32x8xf32>
    %792 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<1x32x8xf32>
    %793 = stablehlo.multiply %789, %792 : tensor<1x32x8xf32>
    %794 = stablehlo.add %791, %793 : tensor<1x32x8xf32>
    %795 = stablehlo.multiply %595, %595 : tensor<8xf32>
    %796 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %797 = stablehlo.multiply %arg55, %796 : tensor<8xf32>
    %798 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %799 = stablehlo.multiply %795, %798 : tensor<8xf32>
    %800 = stablehlo.add %797, %799 : tensor<8xf32>
    %801 = stablehlo.multiply %597, %597 : tensor<8xf32>
    %802 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %803 = stablehlo.multiply %arg56, %802 : tensor<8xf32>
    %804 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %805 = stablehlo.multiply %801, %804 : tensor<8xf32>
    %806 = stablehlo.add %803, %805 : tensor<8xf32>
    %807 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %808 = stablehlo.multiply %arg57, %807 : tensor<f32>
    %809 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %810 = stablehlo.add %808, %809 : tensor<f32>
    %811 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %812 = stablehlo.multiply %arg58, %811 : tensor<f32>
    %813 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %814 = stablehlo.add %812, %813 : tensor<f32>
    %815 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %816 = stablehlo.divide %815, %810 : tensor<f32>
    %817 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %818 = stablehlo.divide %817, %814 : tensor<f32>
    %819 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %820 = stablehlo.multiply %602, %819 : tensor<64x8xf32>
    %821 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %822 = stablehlo.multiply %698, %821 : tensor<64x8xf32>
    %823 = stablehlo.sqrt %822 : tensor<64x8xf32>
    %824 = stablehlo.constant dense<9.99999993922529e-9> : tensor<64x8xf32>
    %825 = stablehlo.add %823, %824 : tensor<64x8xf32>
    %826 = stablehlo.divide %820, %825 : tensor<64x8xf32>
    %827 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %828 = stablehlo.multiply %607, %827 : tensor<4x8xf32>
    %829 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %830 = stablehlo.multiply %704, %829 : tensor<4x8xf32>
    %831 = stablehlo.sqrt %830 : tensor<4x8xf32>
    %832 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %833 = stablehlo.add %831, %832 : tensor<4x8xf32>
    %834 = stablehlo.divide %828, %833 : tensor<4x8xf32>
    %835 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %836 = stablehlo.multiply %612, %835 : tensor<8xf32>
    %837 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %838 = stablehlo.multiply %710, %837 : tensor<8xf32>
    %839 = stablehlo.sqrt %838 : tensor<8xf32>
    %840 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %841 = stablehlo.add %839, %840 : tensor<8xf32>
    %842 = stablehlo.divide %836, %841 : tensor<8xf32>
    %843 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %844 = stablehlo.multiply %617, %843 : tensor<8xf32>
    %845 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %846 = stablehlo.multiply %716, %845 : tensor<8xf32>
    %847 = stablehlo.sqrt %846 : tensor<8xf32>
    %848 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %849 = stablehlo.add %847, %848 : tensor<8xf32>
    %850 = stablehlo.divide %844, %849 : tensor<8xf32>
    %851 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %852 = stablehlo.multiply %622, %851 : tensor<8x4xf32>
    %853 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %854 = stablehlo.multiply %722, %853 : tensor<8x4xf32>
    %855 = stablehlo.sqrt %854 : tensor<8x4xf32>
    %856 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %857 = stablehlo.add %855, %856 : tensor<8x4xf32>
    %858 = stablehlo.divide %852, %857 : tensor<8x4xf32>
    %859 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %860 = stablehlo.multiply %627, %859 : tensor<4xf32>
    %861 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %862 = stablehlo.multiply %728, %861 : tensor<4xf32>
    %863 = stablehlo.sqrt %862 : tensor<4xf32>
    %864 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %865 = stablehlo.add %863, %864 : tensor<4xf32>
    %866 = stablehlo.divide %860, %865 : tensor<4xf32>
    %867 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %868 = stablehlo.multiply %632, %867 : tensor<8x4xf32>
    %869 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %870 = stablehlo.multiply %734, %869 : tensor<8x4xf32>
    %871 = stablehlo.sqrt %870 : tensor<8x4xf32>
    %872 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %873 = stablehlo.add %871, %872 : tensor<8x4xf32>
    %874 = stablehlo.divide %868, %873 : tensor<8x4xf32>
    %875 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %876 = stablehlo.multiply %637, %875 : tensor<4xf32>
    %877 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %878 = stablehlo.multiply %740, %877 : tensor<4xf32>
    %879 = stablehlo.sqrt %878 : tensor<4xf32>
    %880 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %881 = stablehlo.add %879, %880 : tensor<4xf32>
    %882 = stablehlo.divide %876, %881 : tensor<4xf32>
    %883 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %884 = stablehlo.multiply %642, %883 : tensor<8x4xf32>
    %885 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %886 = stablehlo.multiply %746, %885 : tensor<8x4xf32>
    %887 = stablehlo.sqrt %886 : tensor<8x4xf32>
    %888 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x4xf32>
    %889 = stablehlo.add %887, %888 : tensor<8x4xf32>
    %890 = stablehlo.divide %884, %889 : tensor<8x4xf32>
    %891 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %892 = stablehlo.multiply %647, %891 : tensor<4xf32>
    %893 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %894 = stablehlo.multiply %752, %893 : tensor<4xf32>
    %895 = stablehlo.sqrt %894 : tensor<4xf32>
    %896 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4xf32>
    %897 = stablehlo.add %895, %896 : tensor<4xf32>
    %898 = stablehlo.divide %892, %897 : tensor<4xf32>
    %899 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %900 = stablehlo.multiply %652, %899 : tensor<4x8xf32>
    %901 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %902 = stablehlo.multiply %758, %901 : tensor<4x8xf32>
    %903 = stablehlo.sqrt %902 : tensor<4x8xf32>
    %904 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x8xf32>
    %905 = stablehlo.add %903, %904 : tensor<4x8xf32>
    %906 = stablehlo.divide %900, %905 : tensor<4x8xf32>
    %907 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %908 = stablehlo.multiply %657, %907 : tensor<8xf32>
    %909 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %910 = stablehlo.multiply %764, %909 : tensor<8xf32>
    %911 = stablehlo.sqrt %910 : tensor<8xf32>
    %912 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %913 = stablehlo.add %911, %912 : tensor<8xf32>
    %914 = stablehlo.divide %908, %913 : tensor<8xf32>
    %915 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %916 = stablehlo.multiply %662, %915 : tensor<8xf32>
    %917 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %918 = stablehlo.multiply %770, %917 : tensor<8xf32>
    %919 = stablehlo.sqrt %918 : tensor<8xf32>
    %920 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %921 = stablehlo.add %919, %920 : tensor<8xf32>
    %922 = stablehlo.divide %916, %921 : tensor<8xf32>
    %923 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %924 = stablehlo.multiply %667, %923 : tensor<8xf32>
    %925 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %926 = stablehlo.multiply %776, %925 : tensor<8xf32>
    %927 = stablehlo.sqrt %926 : tensor<8xf32>
    %928 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %929 = stablehlo.add %927, %928 : tensor<8xf32>
    %930 = stablehlo.divide %924, %929 : tensor<8xf32>
    %931 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8x1xf32>
    %932 = stablehlo.multiply %672, %931 : tensor<8x1xf32>
    %933 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8x1xf32>
    %934 = stablehlo.multiply %782, %933 : tensor<8x1xf32>
    %935 = stablehlo.sqrt %934 : tensor<8x1xf32>
    %936 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x1xf32>
    %937 = stablehlo.add %935, %936 : tensor<8x1xf32>
    %938 = stablehlo.divide %932, %937 : tensor<8x1xf32>
    %939 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<1x8x32xf32>
    %940 = stablehlo.multiply %677, %939 : tensor<1x8x32xf32>
    %941 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<1x8x32xf32>
    %942 = stablehlo.multiply %788, %941 : tensor<1x8x32xf32>
    %943 = stablehlo.sqrt %942 : tensor<1x8x32xf32>
    %944 = stablehlo.constant dense<9.99999993922529e-9> : tensor<1x8x32xf32>
    %945 = stablehlo.add %943, %944 : tensor<1x8x32xf32>
    %946 = stablehlo.divide %940, %945 : tensor<1x8x32xf32>
    %947 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<1x32x8xf32>
    %948 = stablehlo.multiply %682, %947 : tensor<1x32x8xf32>
    %949 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<1x32x8xf32>
    %950 = stablehlo.multiply %794, %949 : tensor<1x32x8xf32>
    %951 = stablehlo.sqrt %950 : tensor<1x32x8xf32>
    %952 = stablehlo.constant dense<9.99999993922529e-9> : tensor<1x32x8xf32>
    %953 = stablehlo.add %951, %952 : tensor<1x32x8xf32>
    %954 = stablehlo.divide %948, %953 : tensor<1x32x8xf32>
    %955 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %956 = stablehlo.multiply %687, %955 : tensor<8xf32>
    %957 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %958 = stablehlo.multiply %800, %957 : tensor<8xf32>
    %959 = stablehlo.sqrt %958 : tensor<8xf32>
    %960 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %961 = stablehlo.add %959, %960 : tensor<8xf32>
    %962 = stablehlo.divide %956, %961 : tensor<8xf32>
    %963 = stablehlo.broadcast_in_dim %816, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %964 = stablehlo.multiply %692, %963 : tensor<8xf32>
    %965 = stablehlo.broadcast_in_dim %818, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %966 = stablehlo.multiply %806, %965 : tensor<8xf32>
    %967 = stablehlo.sqrt %966 : tensor<8xf32>
    %968 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %969 = stablehlo.add %967, %968 : tensor<8xf32>
    %970 = stablehlo.divide %964, %969 : tensor<8xf32>
    %971 = stablehlo.constant dense<9.999999776482582e-3> : tensor<64x8xf32>
    %972 = stablehlo.multiply %arg0, %971 : tensor<64x8xf32>
    %973 = stablehlo.add %826, %972 : tensor<64x8xf32>
    %974 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %975 = stablehlo.multiply %arg1, %974 : tensor<4x8xf32>
    %976 = stablehlo.add %834, %975 : tensor<4x8xf32>
    %977 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %978 = stablehlo.multiply %arg2, %977 : tensor<8xf32>
    %979 = stablehlo.add %842, %978 : tensor<8xf32>
    %980 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %981 = stablehlo.multiply %arg3, %980 : tensor<8xf32>
    %982 = stablehlo.add %850, %981 : tensor<8xf32>
    %983 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %984 = stablehlo.multiply %arg4, %983 : tensor<8x4xf32>
    %985 = stablehlo.add %858, %984 : tensor<8x4xf32>
    %986 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %987 = stablehlo.multiply %arg5, %986 : tensor<4xf32>
    %988 = stablehlo.add %866, %987 : tensor<4xf32>
    %989 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %990 = stablehlo.multiply %arg6, %989 : tensor<8x4xf32>
    %991 = stablehlo.add %874, %990 : tensor<8x4xf32>
    %992 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %993 = stablehlo.multiply %arg7, %992 : tensor<4xf32>
    %994 = stablehlo.add %882, %993 : tensor<4xf32>
    %995 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x4xf32>
    %996 = stablehlo.multiply %arg8, %995 : tensor<8x4xf32>
    %997 = stablehlo.add %890, %996 : tensor<8x4xf32>
    %998 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4xf32>
    %999 = stablehlo.multiply %arg9, %998 : tensor<4xf32>
    %1000 = stablehlo.add %898, %999 : tensor<4xf32>
    %1001 = stablehlo.constant dense<9.999999776482582e-3> : tensor<4x8xf32>
    %1002 = stablehlo.multiply %arg10, %1001 : tensor<4x8xf32>
    %1003 = stablehlo.add %906, %1002 : tensor<4x8xf32>
    %1004 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1005 = stablehlo.multiply %arg11, %1004 : tensor<8xf32>
    %1006 = stablehlo.add %914, %1005 : tensor<8xf32>
    %1007 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1008 = stablehlo.multiply %arg12, %1007 : tensor<8xf32>
    %1009 = stablehlo.add %922, %1008 : tensor<8xf32>
    %1010 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1011 = stablehlo.multiply %arg13, %1010 : tensor<8xf32>
    %1012 = stablehlo.add %930, %1011 : tensor<8xf32>
    %1013 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8x1xf32>
    %1014 = stablehlo.multiply %arg14, %1013 : tensor<8x1xf32>
    %1015 = stablehlo.add %938, %1014 : tensor<8x1xf32>
    %1016 = stablehlo.constant dense<9.999999776482582e-3> : tensor<1x8x32xf32>
    %1017 = stablehlo.multiply %arg15, %1016 : tensor<1x8x32xf32>
    %1018 = stablehlo.add %946, %1017 : tensor<1x8x32xf32>
    %1019 = stablehlo.constant dense<9.999999776482582e-3> : tensor<1x32x8xf32>
    %1020 = stablehlo.multiply %arg16, %1019 : tensor<1x32x8xf32>
    %1021 = stablehlo.add %954, %1020 : tensor<1x32x8xf32>
    %1022 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1023 = stablehlo.multiply %arg17, %1022 : tensor<8xf32>
    %1024 = stablehlo.add %962, %1023 : tensor<8xf32>
    %1025 = stablehlo.constant dense<9.999999776482582e-3> : tensor<8xf32>
    %1026 = stablehlo.multiply %arg18, %1025 : tensor<8xf32>
    %1027 = stablehlo.add %970, %1026 : tensor<8xf32>
    %1028 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<64x8xf32>
    %1029 = stablehlo.multiply %973, %1028 : tensor<64x8xf32>
    %1030 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %1031 = stablehlo.multiply %976, %1030 : tensor<4x8xf32>
    %1032 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1033 = stablehlo.multiply %979, %1032 : tensor<8xf32>
    %1034 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1035 = stablehlo.multiply %982, %1034 : tensor<8xf32>
    %1036 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %1037 = stablehlo.multiply %985, %1036 : tensor<8x4xf32>
    %1038 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %1039 = stablehlo.multiply %988, %1038 : tensor<4xf32>
    %1040 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %1041 = stablehlo.multiply %991, %1040 : tensor<8x4xf32>
    %1042 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %1043 = stablehlo.multiply %994, %1042 : tensor<4xf32>
    %1044 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x4xf32>
    %1045 = stablehlo.multiply %997, %1044 : tensor<8x4xf32>
    %1046 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4xf32>
    %1047 = stablehlo.multiply %1000, %1046 : tensor<4xf32>
    %1048 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<4x8xf32>
    %1049 = stablehlo.multiply %1003, %1048 : tensor<4x8xf32>
    %1050 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1051 = stablehlo.multiply %1006, %1050 : tensor<8xf32>
    %1052 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1053 = stablehlo.multiply %1009, %1052 : tensor<8xf32>
    %1054 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1055 = stablehlo.multiply %1012, %1054 : tensor<8xf32>
    %1056 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8x1xf32>
    %1057 = stablehlo.multiply %1015, %1056 : tensor<8x1xf32>
    %1058 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<1x8x32xf32>
    %1059 = stablehlo.multiply %1018, %1058 : tensor<1x8x32xf32>
    %1060 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<1x32x8xf32>
    %1061 = stablehlo.multiply %1021, %1060 : tensor<1x32x8xf32>
    %1062 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1063 = stablehlo.multiply %1024, %1062 : tensor<8xf32>
    %1064 = stablehlo.constant dense<-2.0000000949949026e-3> : tensor<8xf32>
    %1065 = stablehlo.multiply %1027, %1064 : tensor<8xf32>
    %1066 = stablehlo.constant dense<9.999999776482582e-3> : tensor<f32>
    %1067 = stablehlo.add %arg59, %1066 : tensor<f32>
    %1068 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %1069 = stablehlo.minimum %1067, %1068 : tensor<f32>
    %1070 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<64x8xf32>
    %1071 = stablehlo.multiply %1029, %1070 : tensor<64x8xf32>
    %1072 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %1073 = stablehlo.multiply %1031, %1072 : tensor<4x8xf32>
    %1074 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1075 = stablehlo.multiply %1033, %1074 : tensor<8xf32>
    %1076 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1077 = stablehlo.multiply %1035, %1076 : tensor<8xf32>
    %1078 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %1079 = stablehlo.multiply %1037, %1078 : tensor<8x4xf32>
    %1080 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %1081 = stablehlo.multiply %1039, %1080 : tensor<4xf32>
    %1082 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %1083 = stablehlo.multiply %1041, %1082 : tensor<8x4xf32>
    %1084 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %1085 = stablehlo.multiply %1043, %1084 : tensor<4xf32>
    %1086 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8x4xf32>
    %1087 = stablehlo.multiply %1045, %1086 : tensor<8x4xf32>
    %1088 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<4xf32>
    %1089 = stablehlo.multiply %1047, %1088 : tensor<4xf32>
    %1090 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
    %1091 = stablehlo.multiply %1049, %1090 : tensor<4x8xf32>
    %1092 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1093 = stablehlo.multiply %1051, %1092 : tensor<8xf32>
    %1094 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1095 = stablehlo.multiply %1053, %1094 : tensor<8xf32>
    %1096 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1097 = stablehlo.multiply %1055, %1096 : tensor<8xf32>
    %1098 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8x1xf32>
    %1099 = stablehlo.multiply %1057, %1098 : tensor<8x1xf32>
    %1100 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<1x8x32xf32>
    %1101 = stablehlo.multiply %1059, %1100 : tensor<1x8x32xf32>
    %1102 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<1x32x8xf32>
    %1103 = stablehlo.multiply %1061, %1102 : tensor<1x32x8xf32>
    %1104 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1105 = stablehlo.multiply %1063, %1104 : tensor<8xf32>
    %1106 = stablehlo.broadcast_in_dim %1069, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %1107 = stablehlo.multiply %1065, %1106 : tensor<8xf32>
    %1108 = stablehlo.add %arg0, %1071 : tensor<64x8xf32>
    %1109 = stablehlo.add %arg1, %1073 : tensor<4x8xf32>
    %1110 = stablehlo.add %arg2, %1075 : tensor<8xf32>
    %1111 = stablehlo.add %arg3, %1077 : tensor<8xf32>
    %1112 = stablehlo.add %arg4, %1079 : tensor<8x4xf32>
    %1113 = stablehlo.add %arg5, %1081 : tensor<4xf32>
    %1114 = stablehlo.add %arg6, %1083 : tensor<8x4xf32>
    %1115 = stablehlo.add %arg7, %1085 : tensor<4xf32>
    %1116 = stablehlo.add %arg8, %1087 : tensor<8x4xf32>
    %1117 = stablehlo.add %arg9, %1089 : tensor<4xf32>
    %1118 = stablehlo.add %arg10, %1091 : tensor<4x8xf32>
    %1119 = stablehlo.add %arg11, %1093 : tensor<8xf32>
    %1120 = stablehlo.add %arg12, %1095 : tensor<8xf32>
    %1121 = stablehlo.add %arg13, %1097 : tensor<8xf32>
    %1122 = stablehlo.add %arg14, %1099 : tensor<8x1xf32>
    %1123 = stablehlo.add %arg15, %1101 : tensor<1x8x32xf32>
    %1124 = stablehlo.add %arg16, %1103 : tensor<1x32x8xf32>
    %1125 = stablehlo.add %arg17, %1105 : tensor<8xf32>
    %1126 = stablehlo.add %arg18, %1107 : tensor<8xf32>
    return %1108, %1109, %1110, %1111, %1112, %1113, %1114, %1115, %1116, %1117, %1118, %1119, %1120, %1121, %1122, %1123, %1124, %1125, %1126, %602, %607, %612, %617, %622, %627, %632, %637, %642, %647, %652, %657, %662, %667, %672, %677, %682, %687, %692, %698, %704, %710, %716, %722, %728, %734, %740, %746, %752, %758, %764, %770, %776, %782, %788, %794, %800, %806, %810, %814, %1069, %294 : tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x1xf32>, tensor<1x8x32xf32>, tensor<1x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x1xf32>, tensor<1x8x32xf32>, tensor<1x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<64x8xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<8x4xf32>, tensor<4xf32>, tensor<4x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8x1xf32>, tensor<1x8x32xf32>, tensor<1x32x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
