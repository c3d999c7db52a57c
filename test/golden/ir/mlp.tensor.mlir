module @trainStep attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 2 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=2]>
  func.func public @main(%arg0: tensor<784x8xf32> loc("state.params[0].w"), %arg1: tensor<8xf32> loc("state.params[0].b"), %arg2: tensor<8x16xf32> loc("state.params[1].w"), %arg3: tensor<16xf32> loc("state.params[1].b"), %arg4: tensor<16x5xf32> loc("state.params[2].w"), %arg5: tensor<5xf32> loc("state.params[2].b"), %arg6: tensor<784x8xf32> loc("state.optimizer[0][0].mu[0].w"), %arg7: tensor<8xf32> loc("state.optimizer[0][0].mu[0].b"), %arg8: tensor<8x16xf32> loc("state.optimizer[0][0].mu[1].w"), %arg9: tensor<16xf32> loc("state.optimizer[0][0].mu[1].b"), %arg10: tensor<16x5xf32> loc("state.optimizer[0][0].mu[2].w"), %arg11: tensor<5xf32> loc("state.optimizer[0][0].mu[2].b"), %arg12: tensor<784x8xf32> loc("state.optimizer[0][0].nu[0].w"), %arg13: tensor<8xf32> loc("state.optimizer[0][0].nu[0].b"), %arg14: tensor<8x16xf32> loc("state.optimizer[0][0].nu[1].w"), %arg15: tensor<16xf32> loc("state.optimizer[0][0].nu[1].b"), %arg16: tensor<16x5xf32> loc("state.optimizer[0][0].nu[2].w"), %arg17: tensor<5xf32> loc("state.optimizer[0][0].nu[2].b"), %arg18: tensor<f32> loc("state.optimizer[0][0].muWeight"), %arg19: tensor<f32> loc("state.optimizer[0][0].nuWeight"), %arg20: tensor<f32> loc("state.optimizer[1].share"), %arg21: tensor<2x784xf32> loc("images"), %arg22: tensor<2xi32> loc("labels")) -> (tensor<784x8xf32> {jax.result_info = "state.params[0].w"}, tensor<8xf32> {jax.result_info = "state.params[0].b"}, tensor<8x16xf32> {jax.result_info = "state.params[1].w"}, tensor<16xf32> {jax.result_info = "state.params[1].b"}, tensor<16x5xf32> {jax.result_info = "state.params[2].w"}, tensor<5xf32> {jax.result_info = "state.params[2].b"}, tensor<784x8xf32> {jax.result_info = "state.optimizer[0][0].mu[0].w"}, tensor<8xf32> {jax.result_info = "state.optimizer[0][0].mu[0].b"}, tensor<8x16xf32> {jax.result_info = "state.optimizer[0][0].mu[1].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].mu[1].b"}, tensor<16x5xf32> {jax.result_info = "state.optimizer[0][0].mu[2].w"}, tensor<5xf32> {jax.result_info = "state.optimizer[0][0].mu[2].b"}, tensor<784x8xf32> {jax.result_info = "state.optimizer[0][0].nu[0].w"}, tensor<8xf32> {jax.result_info = "state.optimizer[0][0].nu[0].b"}, tensor<8x16xf32> {jax.result_info = "state.optimizer[0][0].nu[1].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].nu[1].b"}, tensor<16x5xf32> {jax.result_info = "state.optimizer[0][0].nu[2].w"}, tensor<5xf32> {jax.result_info = "state.optimizer[0][0].nu[2].b"}, tensor<f32> {jax.result_info = "state.optimizer[0][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[0][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init1 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %0 = stablehlo.dot_general %arg21, %arg0, contracting_dims = [1] x [0] : (tensor<2x784xf32>, tensor<784x8xf32>) -> tensor<2x8xf32>
    %1 = stablehlo.broadcast_in_dim %arg1, dims = [1] : (tensor<8xf32>) -> tensor<2x8xf32>
    %2 = stablehlo.add %0, %1 : tensor<2x8xf32>
    %3 = stablehlo.constant dense<0.0e+0> : tensor<2x8xf32>
    %4 = stablehlo.maximum %2, %3 : tensor<2x8xf32>
    %5 = stablehlo.constant dense<0.0e+0> : tensor<2x8xf32>
    %6 = stablehlo.compare LT, %2, %5 : (tensor<2x8xf32>, tensor<2x8xf32>) -> tensor<2x8xi1>
    %7 = stablehlo.dot_general %4, %arg2, contracting_dims = [1] x [0] : (tensor<2x8xf32>, tensor<8x16xf32>) -> tensor<2x16xf32>
    %8 = stablehlo.broadcast_in_dim %arg3, dims = [1] : (tensor<16xf32>) -> tensor<2x16xf32>
    %9 = "stablehlo.all_reduce"(%7) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x16xf32>) -> tensor<2x16xf32>
    %10 = stablehlo.add %9, %8 : tensor<2x16xf32>
    %11 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %12 = stablehlo.maximum %10, %11 : tensor<2x16xf32>
    %13 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %14 = stablehlo.compare LT, %10, %13 : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xi1>
    %15 = stablehlo.dot_general %12, %arg4, contracting_dims = [1] x [0] : (tensor<2x16xf32>, tensor<16x5xf32>) -> tensor<2x5xf32>
    %16 = stablehlo.broadcast_in_dim %arg5, dims = [1] : (tensor<5xf32>) -> tensor<2x5xf32>
    %17 = stablehlo.add %15, %16 : tensor<2x5xf32>
    %18 = stablehlo.reduce(%17 init: %init0) applies stablehlo.maximum across dimensions = [1] : (tensor<2x5xf32>, tensor<f32>) -> tensor<2xf32>
    %19 = "stablehlo.all_reduce"(%18) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.maximum %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2xf32>) -> tensor<2xf32>
    %20 = stablehlo.broadcast_in_dim %19, dims = [0] : (tensor<2xf32>) -> tensor<2x5xf32>
    %21 = stablehlo.subtract %17, %20 : tensor<2x5xf32>
    %22 = stablehlo.exponential %21 : tensor<2x5xf32>
    %23 = stablehlo.reduce(%22 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x5xf32>, tensor<f32>) -> tensor<2xf32>
    %24 = "stablehlo.all_reduce"(%23) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2xf32>) -> tensor<2xf32>
    %25 = stablehlo.log %24 : tensor<2xf32>
    %26 = stablehlo.broadcast_in_dim %25, dims = [0] : (tensor<2xf32>) -> tensor<2x5xf32>
    %27 = stablehlo.subtract %21, %26 : tensor<2x5xf32>
    %28 = stablehlo.broadcast_in_dim %arg22, dims = [0] : (tensor<2xi32>) -> tensor<2x5xi32>
    %29 = stablehlo.iota dim = 0 : tensor<10xi32>
    %t0 = stablehlo.replica_id : tensor<ui32>
    %t1 = stablehlo.constant dense<[0, 5]> : tensor<2xi32>
    %t2 = stablehlo.dynamic_slice %t1, %t0, sizes = [1] : (tensor<2xi32>, tensor<ui32>) -> tensor<1xi32>
    %t3 = stablehlo.reshape %t2 : (tensor<1xi32>) -> tensor<i32>
    %t4 = stablehlo.constant dense<0> : tensor<i32>
    %30 = stablehlo.dynamic_slice %29, %t3, sizes = [5] : (tensor<10xi32>, tensor<i32>) -> tensor<5xi32>
    %31 = stablehlo.broadcast_in_dim %30, dims = [1] : (tensor<5xi32>) -> tensor<2x5xi32>
    %32 = stablehlo.compare EQ, %28, %31 : (tensor<2x5xi32>, tensor<2x5xi32>) -> tensor<2x5xi1>
    %33 = stablehlo.convert %32 : (tensor<2x5xi1>) -> tensor<2x5xf32>
    %34 = stablehlo.multiply %27, %33 : tensor<2x5xf32>
    %35 = stablehlo.reduce(%34 init: %init1) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x5xf32>, tensor<f32>) -> tensor<f32>
    %36 = stablehlo.constant dense<-2.5e-1> : tensor<2x5xf32>
    %37 = stablehlo.multiply %36, %33 : tensor<2x5xf32>
    %38 = stablehlo.reduce(%37 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x5xf32>, tensor<f32>) -> tensor<2xf32>
    %39 = stablehlo.negate %38 : tensor<2xf32>
    %40 = stablehlo.divide %39, %24 : tensor<2xf32>
    %41 = "stablehlo.all_reduce"(%40) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2xf32>) -> tensor<2xf32>
    %42 = stablehlo.broadcast_in_dim %41, dims = [0] : (tensor<2xf32>) -> tensor<2x5xf32>
    %43 = stablehlo.multiply %22, %42 : tensor<2x5xf32>
    %44 = stablehlo.add %37, %43 : tensor<2x5xf32>
    %45 = stablehlo.reduce(%44 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x5xf32>, tensor<f32>) -> tensor<5xf32>
    %46 = stablehlo.dot_general %44, %arg4, contracting_dims = [1] x [1] : (tensor<2x5xf32>, tensor<16x5xf32>) -> tensor<2x16xf32>
    %47 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %48 = stablehlo.select %14, %47, %46 : tensor<2x16xi1>, tensor<2x16xf32>
    %49 = "stablehlo.all_reduce"(%48) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x16xf32>) -> tensor<2x16xf32>
    %50 = stablehlo.reduce(%49 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x16xf32>, tensor<f32>) -> tensor<16xf32>
    %51 = stablehlo.dot_general %49, %arg2, contracting_dims = [1] x [1] : (tensor<2x16xf32>, tensor<8x16xf32>) -> tensor<2x8xf32>
    %52 = stablehlo.constant dense<0.0e+0> : tensor<2x8xf32>
    %53 = stablehlo.select %6, %52, %51 : tensor<2x8xi1>, tensor<2x8xf32>
    %54 = stablehlo.reduce(%53 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x8xf32>, tensor<f32>) -> tensor<8xf32>
    %55 = stablehlo.dot_general %arg21, %53, contracting_dims = [0] x [0] : (tensor<2x784xf32>, tensor<2x8xf32>) -> tensor<784x8xf32>
    %56 = stablehlo.dot_general %4, %49, contracting_dims = [0] x [0] : (tensor<2x8xf32>, tensor<2x16xf32>) -> tensor<8x16xf32>
    %57 = stablehlo.dot_general %12, %44, contracting_dims = [0] x [0] : (tensor<2x16xf32>, tensor<2x5xf32>) -> tensor<16x5xf32>
    %58 = stablehlo.constant dense<2.5e-1> : tensor<f32>
    %59 = "stablehlo.all_reduce"(%35) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<f32>) -> tensor<f32>
    %60 = stablehlo.multiply %59, %58 : tensor<f32>
    %61 = stablehlo.negate %60 : tensor<f32>
    %62 = stablehlo.constant dense<8.999999761581421e-1> : tensor<784x8xf32>
    %63 = stablehlo.multiply %arg6, %62 : tensor<784x8xf32>
    %64 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<784x8xf32>
    %65 = stablehlo.multiply %55, %64 : tensor<784x8xf32>
    %66 = stablehlo.add %63, %65 : tensor<784x8xf32>
    %67 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8xf32>
    %68 = stablehlo.multiply %arg7, %67 : tensor<8xf32>
    %69 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8xf32>
    %70 = stablehlo.multiply %54, %69 : tensor<8xf32>
    %71 = stablehlo.add %68, %70 : tensor<8xf32>
    %72 = stablehlo.constant dense<8.999999761581421e-1> : tensor<8x16xf32>
    %73 = stablehlo.multiply %arg8, %72 : tensor<8x16xf32>
    %74 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<8x16xf32>
    %75 = stablehlo.multiply %56, %74 : tensor<8x16xf32>
    %76 = stablehlo.add %73, %75 : tensor<8x16xf32>
    %77 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16xf32>
    %78 = stablehlo.multiply %arg9, %77 : tensor<16xf32>
    %79 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16xf32>
    %80 = stablehlo.multiply %50, %79 : tensor<16xf32>
    %81 = stablehlo.add %78, %80 : tensor<16xf32>
    %82 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16x5xf32>
    %83 = stablehlo.multiply %arg10, %82 : tensor<16x5xf32>
    %84 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16x5xf32>
    %85 = stablehlo.multiply %57, %84 : tensor<16x5xf32>
    %86 = stablehlo.add %83, %85 : tensor<16x5xf32>
    %87 = stablehlo.constant dense<8.999999761581421e-1> : tensor<5xf32>
    %88 = stablehlo.multiply %arg11, %87 : tensor<5xf32>
    %89 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<5xf32>
    %90 = stablehlo.multiply %45, %89 : tensor<5xf32>
    %91 = stablehlo.add %88, %90 : tensor<5xf32>
    %92 = stablehlo.multiply %55, %55 : tensor<784x8xf32>
    %93 = stablehlo.constant dense<9.990000128746033e-1> : tensor<784x8xf32>
    %94 = stablehlo.multiply %arg12, %93 : tensor<784x8xf32>
    %95 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<784x8xf32>
    %96 = stablehlo.multiply %92, %95 : tensor<784x8xf32>
    %97 = stablehlo.add %94, %96 : tensor<784x8xf32>
    %98 = stablehlo.multiply %54, %54 : tensor<8xf32>
    %99 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8xf32>
    %100 = stablehlo.multiply %arg13, %99 : tensor<8xf32>
    %101 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8xf32>
    %102 = stablehlo.multiply %98, %101 : tensor<8xf32>
    %103 = stablehlo.add %100, %102 : tensor<8xf32>
    %104 = stablehlo.multiply %56, %56 : tensor<8x16xf32>
    %105 = stablehlo.constant dense<9.990000128746033e-1> : tensor<8x16xf32>
    %106 = stablehlo.multiply %arg14, %105 : tensor<8x16xf32>
    %107 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<8x16xf32>
    %108 = stablehlo.multiply %104, %107 : tensor<8x16xf32>
    %109 = stablehlo.add %106, %108 : tensor<8x16xf32>
    %110 = stablehlo.multiply %50, %50 : tensor<16xf32>
    %111 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16xf32>
    %112 = stablehlo.multiply %arg15, %111 : tensor<16xf32>
    %113 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16xf32>
    %114 = stablehlo.multiply %110, %113 : tensor<16xf32>
    %115 = stablehlo.add %112, %114 : tensor<16xf32>
    %116 = stablehlo.multiply %57, %57 : tensor<16x5xf32>
    %117 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16x5xf32>
    %118 = stablehlo.multiply %arg16, %117 : tensor<16x5xf32>
    %119 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16x5xf32>
    %120 = stablehlo.multiply %116, %119 : tensor<16x5xf32>
    %121 = stablehlo.add %118, %120 : tensor<16x5xf32>
    %122 = stablehlo.multiply %45, %45 : tensor<5xf32>
    %123 = stablehlo.constant dense<9.990000128746033e-1> : tensor<5xf32>
    %124 = stablehlo.multiply %arg17, %123 : tensor<5xf32>
    %125 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<5xf32>
    %126 = stablehlo.multiply %122, %125 : tensor<5xf32>
    %127 = stablehlo.add %124, %126 : tensor<5xf32>
    %128 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %129 = stablehlo.multiply %arg18, %128 : tensor<f32>
    %130 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %131 = stablehlo.add %129, %130 : tensor<f32>
    %132 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %133 = stablehlo.multiply %arg19, %132 : tensor<f32>
    %134 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %135 = stablehlo.add %133, %134 : tensor<f32>
    %136 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %137 = stablehlo.divide %136, %131 : tensor<f32>
    %138 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %139 = stablehlo.divide %138, %135 : tensor<f32>
    %140 = stablehlo.broadcast_in_dim %137, dims = [] : (tensor<f32>) -> tensor<784x8xf32>
    %141 = stablehlo.multiply %66, %140 : tensor<784x8xf32>
    %142 = stablehlo.broadcast_in_dim %139, dims = [] : (tensor<f32>) -> tensor<784x8xf32>
    %143 = stablehlo.multiply %97, %142 : tensor<784x8xf32>
    %144 = stablehlo.sqrt %143 : tensor<784x8xf32>
    %145 = stablehlo.constant dense<9.99999993922529e-9> : tensor<784x8xf32>
    %146 = stablehlo.add %144, %145 : tensor<784x8xf32>
    %147 = stablehlo.divide %141, %146 : tensor<784x8xf32>
    %148 = stablehlo.broadcast_in_dim %137, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %149 = stablehlo.multiply %71, %148 : tensor<8xf32>
    %150 = stablehlo.broadcast_in_dim %139, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %151 = stablehlo.multiply %103, %150 : tensor<8xf32>
    %152 = stablehlo.sqrt %151 : tensor<8xf32>
    %153 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8xf32>
    %154 = stablehlo.add %152, %153 : tensor<8xf32>
    %155 = stablehlo.divide %149, %154 : tensor<8xf32>
    %156 = stablehlo.broadcast_in_dim %137, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %157 = stablehlo.multiply %76, %156 : tensor<8x16xf32>
    %158 = stablehlo.broadcast_in_dim %139, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %159 = stablehlo.multiply %109, %158 : tensor<8x16xf32>
    %160 = stablehlo.sqrt %159 : tensor<8x16xf32>
    %161 = stablehlo.constant dense<9.99999993922529e-9> : tensor<8x16xf32>
    %162 = stablehlo.add %160, %161 : tensor<8x16xf32>
    %163 = stablehlo.divide %157, %162 : tensor<8x16xf32>
    %164 = stablehlo.broadcast_in_dim %137, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %165 = stablehlo.multiply %81, %164 : tensor<16xf32>
    %166 = stablehlo.broadcast_in_dim %139, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %167 = stablehlo.multiply %115, %166 : tensor<16xf32>
    %168 = stablehlo.sqrt %167 : tensor<16xf32>
    %169 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16xf32>
    %170 = stablehlo.add %168, %169 : tensor<16xf32>
    %171 = stablehlo.divide %165, %170 : tensor<16xf32>
    %172 = stablehlo.broadcast_in_dim %137, dims = [] : (tensor<f32>) -> tensor<16x5xf32>
    %173 = stablehlo.multiply %86, %172 : tensor<16x5xf32>
    %174 = stablehlo.broadcast_in_dim %139, dims = [] : (tensor<f32>) -> tensor<16x5xf32>
    %175 = stablehlo.multiply %121, %174 : tensor<16x5xf32>
    %176 = stablehlo.sqrt %175 : tensor<16x5xf32>
    %177 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16x5xf32>
    %178 = stablehlo.add %176, %177 : tensor<16x5xf32>
    %179 = stablehlo.divide %173, %178 : tensor<16x5xf32>
    %180 = stablehlo.broadcast_in_dim %137, dims = [] : (tensor<f32>) -> tensor<5xf32>
    %181 = stablehlo.multiply %91, %180 : tensor<5xf32>
    %182 = stablehlo.broadcast_in_dim %139, dims = [] : (tensor<f32>) -> tensor<5xf32>
    %183 = stablehlo.multiply %127, %182 : tensor<5xf32>
    %184 = stablehlo.sqrt %183 : tensor<5xf32>
    %185 = stablehlo.constant dense<9.99999993922529e-9> : tensor<5xf32>
    %186 = stablehlo.add %184, %185 : tensor<5xf32>
    %187 = stablehlo.divide %181, %186 : tensor<5xf32>
    %188 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<784x8xf32>
    %189 = stablehlo.multiply %147, %188 : tensor<784x8xf32>
    %190 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<8xf32>
    %191 = stablehlo.multiply %155, %190 : tensor<8xf32>
    %192 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<8x16xf32>
    %193 = stablehlo.multiply %163, %192 : tensor<8x16xf32>
    %194 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16xf32>
    %195 = stablehlo.multiply %171, %194 : tensor<16xf32>
    %196 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16x5xf32>
    %197 = stablehlo.multiply %179, %196 : tensor<16x5xf32>
    %198 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<5xf32>
    %199 = stablehlo.multiply %187, %198 : tensor<5xf32>
    %200 = stablehlo.constant dense<4.999999888241291e-3> : tensor<f32>
    %201 = stablehlo.add %arg20, %200 : tensor<f32>
    %202 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %203 = stablehlo.minimum %201, %202 : tensor<f32>
    %204 = stablehlo.broadcast_in_dim %203, dims = [] : (tensor<f32>) -> tensor<784x8xf32>
    %205 = stablehlo.multiply %189, %204 : tensor<784x8xf32>
    %206 = stablehlo.broadcast_in_dim %203, dims = [] : (tensor<f32>) -> tensor<8xf32>
    %207 = stablehlo.multiply %191, %206 : tensor<8xf32>
    %208 = stablehlo.broadcast_in_dim %203, dims = [] : (tensor<f32>) -> tensor<8x16xf32>
    %209 = stablehlo.multiply %193, %208 : tensor<8x16xf32>
    %210 = stablehlo.broadcast_in_dim %203, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %211 = stablehlo.multiply %195, %210 : tensor<16xf32>
    %212 = stablehlo.broadcast_in_dim %203, dims = [] : (tensor<f32>) -> tensor<16x5xf32>
    %213 = stablehlo.multiply %197, %212 : tensor<16x5xf32>
    %214 = stablehlo.broadcast_in_dim %203, dims = [] : (tensor<f32>) -> tensor<5xf32>
    %215 = stablehlo.multiply %199, %214 : tensor<5xf32>
    %216 = stablehlo.add %arg0, %205 : tensor<784x8xf32>
    %217 = stablehlo.add %arg1, %207 : tensor<8xf32>
    %218 = stablehlo.add %arg2, %209 : tensor<8x16xf32>
    %219 = stablehlo.add %arg3, %211 : tensor<16xf32>
    %220 = stablehlo.add %arg4, %213 : tensor<16x5xf32>
    %221 = stablehlo.add %arg5, %215 : tensor<5xf32>
    return %216, %217, %218, %219, %220, %221, %66, %71, %76, %81, %86, %91, %97, %103, %109, %115, %121, %127, %131, %135, %203, %61 : tensor<784x8xf32>, tensor<8xf32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16x5xf32>, tensor<5xf32>, tensor<784x8xf32>, tensor<8xf32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16x5xf32>, tensor<5xf32>, tensor<784x8xf32>, tensor<8xf32>, tensor<8x16xf32>, tensor<16xf32>, tensor<16x5xf32>, tensor<5xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
