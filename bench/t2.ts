import { init } from "../src/frontends/jaxjs/jax.ts";
import { gpt } from "../src/models/gpt.ts";
import { train } from "../src/models/train.ts";
import { adamw } from "../src/optim/index.ts";
import { probe, clusterOf } from "../src/planner/validate/probe.ts";
import { partsOf } from "../src/planner/validate/parts.ts";
import { presetHost } from "../src/cluster/host-presets.ts";
await init("wasm");
const model=(blocks:number)=>train("g",gpt({layers:blocks,hidden:16384,heads:128,seq:2048,vocab:51200,isMarked:true,isTied:false}) as never,adamw(1e-4));
for (const mb of [1]) {
const layout={tensor:8,pipeline:16,data:15,zero:0,sequenceParallel:false,schedule:"1f1b",chunks:1,isSynchronized:true,microbatch:mb,numMicrobatches:32,remat:"full",precision:"bf16",blocks:[]} as const;
 const c=clusterOf((n)=>presetHost("x","a100-80gb",n),8,120*4);
 const r=await probe({make:model,layersPerBlock:1},layout as never,[1,1,2,1],2,c,"1f1b",undefined);
 for(let i=0;i<4;i++){const p=partsOf(r.program,r.simulation,i);console.log(i,JSON.stringify(p));}
 const m=r.program.meshes[1]; const {startSeconds:s,endSeconds:e}=r.simulation.meshes[1];
 const rows=m.instructions.map((ins,i)=>({k:ins.kind,mb:ins.microbatch,s:e[i]-s[i],i, n: 'input' in ins? JSON.stringify(m.buffers[ins.output as number].type)+m.buffers[ins.output as number].name:'' })).filter(r=>r.mb===1).sort((a,b)=>b.s-a.s).slice(0,12);
 console.table(rows);
 for (const [i,t] of r.program.transfers.entries()) console.log(t.name,t.type,t.from.mesh,t.to.mesh,r.simulation.messages.filter(m=>m.transfer===i).map(m=>m.arrivedSeconds-m.startSeconds));
}
