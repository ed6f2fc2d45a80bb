"use strict";(()=>{var At=Object.defineProperty;var kt=Object.getOwnPropertyDescriptor;var w=(s,e,t,r)=>{for(var i=r>1?void 0:r?kt(e,t):e,n=s.length-1,o;n>=0;n--)(o=s[n])&&(i=(r?o(e,t,i):o(i))||i);return r&&i&&At(e,t,i),i};var ee=globalThis,te=ee.ShadowRoot&&(ee.ShadyCSS===void 0||ee.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,ge=Symbol(),Ne=new WeakMap,q=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==ge)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(te&&e===void 0){let r=t!==void 0&&t.length===1;r&&(e=Ne.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&Ne.set(t,e))}return e}toString(){return this.cssText}},Ie=s=>new q(typeof s=="string"?s:s+"",void 0,ge),fe=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((r,i,n)=>r+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+s[n+1],s[0]);return new q(t,s,ge)},Be=(s,e)=>{if(te)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let r=document.createElement("style"),i=ee.litNonce;i!==void 0&&r.setAttribute("nonce",i),r.textContent=t.cssText,s.appendChild(r)}},ve=te?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let r of e.cssRules)t+=r.cssText;return Ie(t)})(s):s;var{is:Et,defineProperty:St,getOwnPropertyDescriptor:Tt,getOwnPropertyNames:Ct,getOwnPropertySymbols:Pt,getPrototypeOf:Mt}=Object,se=globalThis,De=se.trustedTypes,Rt=De?De.emptyScript:"",Ot=se.reactiveElementPolyfillSupport,z=(s,e)=>s,W={toAttribute(s,e){switch(e){case Boolean:s=s?Rt:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},re=(s,e)=>!Et(s,e),je={attribute:!0,type:String,converter:W,reflect:!1,useDefault:!1,hasChanged:re};Symbol.metadata??=Symbol("metadata"),se.litPropertyMetadata??=new WeakMap;var x=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=je){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let r=Symbol(),i=this.getPropertyDescriptor(e,r,t);i!==void 0&&St(this.prototype,e,i)}}static getPropertyDescriptor(e,t,r){let{get:i,set:n}=Tt(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:i,set(o){let l=i?.call(this);n?.call(this,o),this.requestUpdate(e,l,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??je}static _$Ei(){if(this.hasOwnProperty(z("elementProperties")))return;let e=Mt(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(z("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(z("properties"))){let t=this.properties,r=[...Ct(t),...Pt(t)];for(let i of r)this.createProperty(i,t[i])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[r,i]of t)this.elementProperties.set(r,i)}this._$Eh=new Map;for(let[t,r]of this.elementProperties){let i=this._$Eu(t,r);i!==void 0&&this._$Eh.set(i,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let i of r)t.unshift(ve(i))}else e!==void 0&&t.push(ve(e));return t}static _$Eu(e,t){let r=t.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let r of t.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Be(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,r){this._$AK(e,r)}_$ET(e,t){let r=this.constructor.elementProperties.get(e),i=this.constructor._$Eu(e,r);if(i!==void 0&&r.reflect===!0){let n=(r.converter?.toAttribute!==void 0?r.converter:W).toAttribute(t,r.type);this._$Em=e,n==null?this.removeAttribute(i):this.setAttribute(i,n),this._$Em=null}}_$AK(e,t){let r=this.constructor,i=r._$Eh.get(e);if(i!==void 0&&this._$Em!==i){let n=r.getPropertyOptions(i),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:W;this._$Em=i;let l=o.fromAttribute(t,n.type);this[i]=l??this._$Ej?.get(i)??l,this._$Em=null}}requestUpdate(e,t,r,i=!1,n){if(e!==void 0){let o=this.constructor;if(i===!1&&(n=this[e]),r??=o.getPropertyOptions(e),!((r.hasChanged??re)(n,t)||r.useDefault&&r.reflect&&n===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,r))))return;this.C(e,t,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:r,reflect:i,wrapped:n},o){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),n!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(t=void 0),this._$AL.set(e,t)),i===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,n]of this._$Ep)this[i]=n;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[i,n]of r){let{wrapped:o}=n,l=this[i];o!==!0||this._$AL.has(i)||l===void 0||this.C(i,void 0,n,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(t)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};x.elementStyles=[],x.shadowRootOptions={mode:"open"},x[z("elementProperties")]=new Map,x[z("finalized")]=new Map,Ot?.({ReactiveElement:x}),(se.reactiveElementVersions??=[]).push("2.1.2");var be=globalThis,qe=s=>s,ie=be.trustedTypes,ze=ie?ie.createPolicy("lit-html",{createHTML:s=>s}):void 0,$e="$lit$",A=`lit$${Math.random().toFixed(9).slice(2)}$`,we="?"+A,Ht=`<${we}>`,O=document,K=()=>O.createComment(""),G=s=>s===null||typeof s!="object"&&typeof s!="function",_e=Array.isArray,Xe=s=>_e(s)||typeof s?.[Symbol.iterator]=="function",ye=`[ 	
\f\r]`,V=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,We=/-->/g,Ve=/>/g,M=RegExp(`>|${ye}(?:([^\\s"'>=/]+)(${ye}*=${ye}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ke=/'/g,Ge=/"/g,Ye=/^(?:script|style|textarea|title)$/i,xe=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),p=xe(1),ls=xe(2),cs=xe(3),b=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),Fe=new WeakMap,R=O.createTreeWalker(O,129);function Je(s,e){if(!_e(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return ze!==void 0?ze.createHTML(e):e}var Qe=(s,e)=>{let t=s.length-1,r=[],i,n=e===2?"<svg>":e===3?"<math>":"",o=V;for(let l=0;l<t;l++){let a=s[l],u,f,h=-1,g=0;for(;g<a.length&&(o.lastIndex=g,f=o.exec(a),f!==null);)g=o.lastIndex,o===V?f[1]==="!--"?o=We:f[1]!==void 0?o=Ve:f[2]!==void 0?(Ye.test(f[2])&&(i=RegExp("</"+f[2],"g")),o=M):f[3]!==void 0&&(o=M):o===M?f[0]===">"?(o=i??V,h=-1):f[1]===void 0?h=-2:(h=o.lastIndex-f[2].length,u=f[1],o=f[3]===void 0?M:f[3]==='"'?Ge:Ke):o===Ge||o===Ke?o=M:o===We||o===Ve?o=V:(o=M,i=void 0);let m=o===M&&s[l+1].startsWith("/>")?" ":"";n+=o===V?a+Ht:h>=0?(r.push(u),a.slice(0,h)+$e+a.slice(h)+A+m):a+A+(h===-2?l:m)}return[Je(s,n+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},F=class s{constructor({strings:e,_$litType$:t},r){let i;this.parts=[];let n=0,o=0,l=e.length-1,a=this.parts,[u,f]=Qe(e,t);if(this.el=s.createElement(u,r),R.currentNode=this.el.content,t===2||t===3){let h=this.el.content.firstChild;h.replaceWith(...h.childNodes)}for(;(i=R.nextNode())!==null&&a.length<l;){if(i.nodeType===1){if(i.hasAttributes())for(let h of i.getAttributeNames())if(h.endsWith($e)){let g=f[o++],m=i.getAttribute(h).split(A),y=/([.?@])?(.*)/.exec(g);a.push({type:1,index:n,name:y[2],strings:m,ctor:y[1]==="."?oe:y[1]==="?"?ae:y[1]==="@"?le:U}),i.removeAttribute(h)}else h.startsWith(A)&&(a.push({type:6,index:n}),i.removeAttribute(h));if(Ye.test(i.tagName)){let h=i.textContent.split(A),g=h.length-1;if(g>0){i.textContent=ie?ie.emptyScript:"";for(let m=0;m<g;m++)i.append(h[m],K()),R.nextNode(),a.push({type:2,index:++n});i.append(h[g],K())}}}else if(i.nodeType===8)if(i.data===we)a.push({type:2,index:n});else{let h=-1;for(;(h=i.data.indexOf(A,h+1))!==-1;)a.push({type:7,index:n}),h+=A.length-1}n++}}static createElement(e,t){let r=O.createElement("template");return r.innerHTML=e,r}};function H(s,e,t=s,r){if(e===b)return e;let i=r!==void 0?t._$Co?.[r]:t._$Cl,n=G(e)?void 0:e._$litDirective$;return i?.constructor!==n&&(i?._$AO?.(!1),n===void 0?i=void 0:(i=new n(s),i._$AT(s,t,r)),r!==void 0?(t._$Co??=[])[r]=i:t._$Cl=i),i!==void 0&&(e=H(s,i._$AS(s,e.values),i,r)),e}var ne=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:r}=this._$AD,i=(e?.creationScope??O).importNode(t,!0);R.currentNode=i;let n=R.nextNode(),o=0,l=0,a=r[0];for(;a!==void 0;){if(o===a.index){let u;a.type===2?u=new I(n,n.nextSibling,this,e):a.type===1?u=new a.ctor(n,a.name,a.strings,this,e):a.type===6&&(u=new ce(n,this,e)),this._$AV.push(u),a=r[++l]}o!==a?.index&&(n=R.nextNode(),o++)}return R.currentNode=O,i}p(e){let t=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,t),t+=r.strings.length-2):r._$AI(e[t])),t++}},I=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,r,i){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=r,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=H(this,e,t),G(e)?e===d||e==null||e===""?(this._$AH!==d&&this._$AR(),this._$AH=d):e!==this._$AH&&e!==b&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Xe(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==d&&G(this._$AH)?this._$AA.nextSibling.data=e:this.T(O.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:r}=e,i=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=F.createElement(Je(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===i)this._$AH.p(t);else{let n=new ne(i,this),o=n.u(this.options);n.p(t),this.T(o),this._$AH=n}}_$AC(e){let t=Fe.get(e.strings);return t===void 0&&Fe.set(e.strings,t=new F(e)),t}k(e){_e(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,r,i=0;for(let n of e)i===t.length?t.push(r=new s(this.O(K()),this.O(K()),this,this.options)):r=t[i],r._$AI(n),i++;i<t.length&&(this._$AR(r&&r._$AB.nextSibling,i),t.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let r=qe(e).nextSibling;qe(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},U=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,r,i,n){this.type=1,this._$AH=d,this._$AN=void 0,this.element=e,this.name=t,this._$AM=i,this.options=n,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=d}_$AI(e,t=this,r,i){let n=this.strings,o=!1;if(n===void 0)e=H(this,e,t,0),o=!G(e)||e!==this._$AH&&e!==b,o&&(this._$AH=e);else{let l=e,a,u;for(e=n[0],a=0;a<n.length-1;a++)u=H(this,l[r+a],t,a),u===b&&(u=this._$AH[a]),o||=!G(u)||u!==this._$AH[a],u===d?e=d:e!==d&&(e+=(u??"")+n[a+1]),this._$AH[a]=u}o&&!i&&this.j(e)}j(e){e===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},oe=class extends U{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===d?void 0:e}},ae=class extends U{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==d)}},le=class extends U{constructor(e,t,r,i,n){super(e,t,r,i,n),this.type=5}_$AI(e,t=this){if((e=H(this,e,t,0)??d)===b)return;let r=this._$AH,i=e===d&&r!==d||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,n=e!==d&&(r===d||i);i&&this.element.removeEventListener(this.name,this,r),n&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},ce=class{constructor(e,t,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){H(this,e)}},Ze={M:$e,P:A,A:we,C:1,L:Qe,R:ne,D:Xe,V:H,I,H:U,N:ae,U:le,B:oe,F:ce},Ut=be.litHtmlPolyfillSupport;Ut?.(F,I),(be.litHtmlVersions??=[]).push("3.3.3");var et=(s,e,t)=>{let r=t?.renderBefore??e,i=r._$litPart$;if(i===void 0){let n=t?.renderBefore??null;r._$litPart$=i=new I(e.insertBefore(K(),n),n,void 0,t??{})}return i._$AI(s),i};var Ae=globalThis,S=class extends x{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=et(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return b}};S._$litElement$=!0,S.finalized=!0,Ae.litElementHydrateSupport?.({LitElement:S});var Lt=Ae.litElementPolyfillSupport;Lt?.({LitElement:S});(Ae.litElementVersions??=[]).push("4.2.2");var Nt={attribute:!0,type:String,converter:W,reflect:!1,hasChanged:re},It=(s=Nt,e,t)=>{let{kind:r,metadata:i}=t,n=globalThis.litPropertyMetadata.get(i);if(n===void 0&&globalThis.litPropertyMetadata.set(i,n=new Map),r==="setter"&&((s=Object.create(s)).wrapped=!0),n.set(t.name,s),r==="accessor"){let{name:o}=t;return{set(l){let a=e.get.call(this);e.set.call(this,l),this.requestUpdate(o,a,s,!0,l)},init(l){return l!==void 0&&this.C(o,void 0,s,l),l}}}if(r==="setter"){let{name:o}=t;return function(l){let a=this[o];e.call(this,l),this.requestUpdate(o,a,s,!0,l)}}throw Error("Unsupported decorator location: "+r)};function X(s){return(e,t)=>typeof t=="object"?It(s,e,t):((r,i,n)=>{let o=i.hasOwnProperty(n);return i.constructor.createProperty(n,r),o?Object.getOwnPropertyDescriptor(i,n):void 0})(s,e,t)}function de(s){return X({...s,state:!0,attribute:!1})}var L=(s,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(s,e,t),t);function Y(s,e){return(t,r,i)=>{let n=o=>o.renderRoot?.querySelector(s)??null;if(e){let{get:o,set:l}=typeof r=="object"?t:i??(()=>{let a=Symbol();return{get(){return this[a]},set(u){this[a]=u}}})();return L(t,r,{get(){let a=o.call(this);return a===void 0&&(a=n(this),(a!==null||this.hasUpdated)&&l.call(this,a)),a}})}return L(t,r,{get(){return n(this)}})}}var k={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},B=s=>(...e)=>({_$litDirective$:s,values:e}),T=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,r){this._$Ct=e,this._$AM=t,this._$Ci=r}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Bt}=Ze,tt=s=>s;var rt=s=>s.strings===void 0,st=()=>document.createComment(""),D=(s,e,t)=>{let r=s._$AA.parentNode,i=e===void 0?s._$AB:e._$AA;if(t===void 0){let n=r.insertBefore(st(),i),o=r.insertBefore(st(),i);t=new Bt(n,o,s,s.options)}else{let n=t._$AB.nextSibling,o=t._$AM,l=o!==s;if(l){let a;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(a=s._$AU)!==o._$AU&&t._$AP(a)}if(n!==i||l){let a=t._$AA;for(;a!==n;){let u=tt(a).nextSibling;tt(r).insertBefore(a,i),a=u}}}return t},C=(s,e,t=s)=>(s._$AI(e,t),s),Dt={},j=(s,e=Dt)=>s._$AH=e,it=s=>s._$AH,he=s=>{s._$AR(),s._$AA.remove()};var nt=B(class extends T{constructor(){super(...arguments),this.key=d}render(s,e){return this.key=s,e}update(s,[e,t]){return e!==this.key&&(j(s),this.key=e),t}});var ot=B(class extends T{constructor(s){if(super(s),s.type!==k.PROPERTY&&s.type!==k.ATTRIBUTE&&s.type!==k.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!rt(s))throw Error("`live` bindings can only contain a single expression")}render(s){return s}update(s,[e]){if(e===b||e===d)return e;let t=s.element,r=s.name;if(s.type===k.PROPERTY){if(e===t[r])return b}else if(s.type===k.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(r))return b}else if(s.type===k.ATTRIBUTE&&t.getAttribute(r)===e+"")return b;return j(s),e}});var at=(s,e,t)=>{let r=new Map;for(let i=e;i<=t;i++)r.set(s[i],i);return r},lt=B(class extends T{constructor(s){if(super(s),s.type!==k.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let r;t===void 0?t=e:e!==void 0&&(r=e);let i=[],n=[],o=0;for(let l of s)i[o]=r?r(l,o):o,n[o]=t(l,o),o++;return{values:n,keys:i}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,r]){let i=it(s),{values:n,keys:o}=this.dt(e,t,r);if(!Array.isArray(i))return this.ut=o,n;let l=this.ut??=[],a=[],u,f,h=0,g=i.length-1,m=0,y=n.length-1;for(;h<=g&&m<=y;)if(i[h]===null)h++;else if(i[g]===null)g--;else if(l[h]===o[m])a[m]=C(i[h],n[m]),h++,m++;else if(l[g]===o[y])a[y]=C(i[g],n[y]),g--,y--;else if(l[h]===o[y])a[y]=C(i[h],n[y]),D(s,a[y+1],i[h]),h++,y--;else if(l[g]===o[m])a[m]=C(i[g],n[m]),D(s,i[h],i[g]),g--,m++;else if(u===void 0&&(u=at(o,m,y),f=at(l,h,g)),u.has(l[h]))if(u.has(l[g])){let _=f.get(o[m]),me=_!==void 0?i[_]:null;if(me===null){let Le=D(s,i[h]);C(Le,n[m]),a[m]=Le}else a[m]=C(me,n[m]),D(s,i[h],me),i[_]=null;m++}else he(i[g]),g--;else he(i[h]),h++;for(;m<=y;){let _=D(s,a[y+1]);C(_,n[m]),a[m++]=_}for(;h<=g;){let _=i[h++];_!==null&&he(_)}return this.ut=o,j(s,a),b}});function dt(s){let e=document.createElement("comedo-paper"),t=document.createElement("pre");t.textContent=s;let r=e.attachShadow({mode:"open"});r.adoptedStyleSheets=[ct(`pre {
      margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; color: #000;
      font: ${jt(s)}pt/${1.4} sans-serif;
    }`)],r.append(t);let i=ct(`
    comedo-paper { display: none !important; }
    @page { size: A4; margin: 18mm; }
    @media print {
      html, body { all: revert !important; margin: 0 !important; }
      body > :not(comedo-paper) { display: none !important; }
      comedo-paper { display: block !important; }
    }`);document.adoptedStyleSheets=[...document.adoptedStyleSheets,i],document.body.append(e),addEventListener("afterprint",()=>{e.remove(),document.adoptedStyleSheets=document.adoptedStyleSheets.filter(n=>n!==i)},{once:!0}),window.print()}function ht(s,e){let t=URL.createObjectURL(new Blob([s],{type:"text/plain;charset=utf-8"})),r=document.createElement("a");r.href=t,r.download=e,r.click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function jt(s){let e=11,t=()=>{let r=493/(.56*e);return s.split(`
`).reduce((i,n)=>i+Math.max(1,Math.ceil(n.length/r)),0)};for(;e>5&&t()*e*1.4>700;)e-=.5;return e}function ct(s){let e=new CSSStyleSheet;return e.replaceSync(s),e}var c={name:"Comedo",label:"Comedo, the whitehead helper",launch:"Ask about whiteheads",close:"Close the chat",conversation:"Conversation",menu:"More",restart:"Start over",remove:"Delete my conversation",removed:"Your conversation is deleted.",you:"You said:",bot:"Comedo:",writing:"Comedo is writing",placeholder:"Write in your own words",send:"Send",choices:"Choices",several:"Choose all that fit, then send.",sendChosen:"Send my choice",why:"Why do you ask?",change:"Change an answer",changeMessage:"Change an answer",progress:(s,e)=>`Question ${s} of at most ${e}`,offline:"You are offline. Your message is kept and goes out once you are back.",unreachable:"No connection to Comedo. Trying again by itself.",slowDown:"That was a lot at once. Sending again in a moment.",tryAgain:"Try again now",movedOn:"This conversation went on in another tab. Here is the latest.",expired:"The earlier conversation was deleted, so this is a new one.",refused:"That could not be sent.",privacy:"A program, not a doctor. Kept for a day at most.",privacyLink:"Privacy",advice:"Comedo's advice",holds:"Why",notHolds:"What does not apply to you",change_:"What would change this advice",doNow:"What to do now",avoid:"What not to do",warningSigns:"Get care the same day if you notice",recheck:"When to look again",expect:"If it comes to extraction",sources:"Sources",model:(s,e,t)=>`Decided on ${s} by Comedo, model ${e}, rules ${t}.`,print:"Print",save:"Save as text",fileName:"comedo-summary.txt"},ut={consider_extraction:"A dermatologist may consider extraction",postpone_extraction:"Calm your skin first",continue_care:"Keep going with gentle care",book_dermatologist:"Book a dermatologist",urgent_care:"Get medical care today"};function pt(s){let{card:e,model:t}=s;return p`
    <section class="card" data-outcome=${s.outcome} aria-label=${c.advice}>
      <p class="kicker">${c.advice}</p>
      <h2 tabindex="-1">${Ee(s)}</h2>
      ${e?qt(e):d}
      ${t.version?p`<p class="small">${c.model(t.date,t.version,t.rules)}</p>`:d}
      ${Se(s.summary)}
    </section>
  `}var Ee=({card:s,outcome:e})=>s?.title||ut[e]||c.advice;function qt(s){return p`
    ${s.lead?p`<p class="lead">${s.lead}</p>`:d}
    ${ke(c.holds,s.holds)} ${ke(c.doNow,s.do_now,"do")}
    ${ke(c.warningSigns,s.warning_signs,"warning")}
    ${J(c.avoid,s.avoid)} ${J(c.notHolds,s.not_holds)}
    ${J(c.change_,s.change)} ${J(c.expect,s.expect)}
    ${J(c.sources,s.sources.map(({id:e,text:t})=>`${e}: ${t}`))}
    ${s.recheck?p`<h3>${c.recheck}</h3><p>${s.recheck}</p>`:d}
  `}var ke=(s,e,t="")=>e.length?p`<div class=${t}><h3>${s}</h3>${mt(e)}</div>`:d,J=(s,e)=>e.length?p`<details><summary><h3>${s}</h3></summary>${mt(e)}</details>`:d,mt=s=>p`<ul>${s.map(e=>p`<li dir="auto">${e}</li>`)}</ul>`;function Se(s){return s?p`
    <p class="take">
      <button type="button" @click=${()=>dt(s)}>${c.print}</button>
      <button type="button" @click=${()=>ht(s,c.fileName)}>
        ${c.save}
      </button>
    </p>
  `:d}function Te(s,e){let{title:t,lead:r,recheck:i,sources:n,...o}=s,l=new Set([t,`${t}.`,r,i,...Object.values(o).flat()]);return e.split(`
`).every(a=>{let u=a.replace(/^[•\-*]\s*/,"").trim();return!u||u.endsWith(":")||l.has(u)||zt(u,s)})}var zt=(s,{sources:e})=>s.startsWith(`${c.sources}:`)&&e.every(({id:t})=>s.includes(t));var E=s=>typeof s=="object"&&s!==null&&!Array.isArray(s)?s:{},v=s=>typeof s=="string"||typeof s=="number"?String(s).slice(0,2e4):"",Q=s=>Array.isArray(s)?s.slice(0,60):[],P=s=>Q(s).map(v).filter(Boolean),gt=s=>typeof s=="number"&&Number.isFinite(s)&&s>0?s:0;function Ce(s){return Q(E(s).turns).map(Pe)}function Pe(s){let e=E(s);return{id:v(e.id),text:typeof e.text=="string"?v(e.text):null,messages:Q(e.messages).map(Wt)}}function Wt(s){let e=E(s);return{text:v(e.text).trim(),buttons:Q(e.buttons).map(Vt).filter(t=>t.title),custom:e.custom?Kt(E(e.custom)):void 0}}function Vt(s){let e=E(s),t=v(e.title).trim();return{title:t,payload:v(e.payload).trim()||t}}function Kt(s){let e=E(s.model),t=E(s.progress),r=gt(t.asked);return{kind:v(s.kind),topic:v(s.topic),outcome:v(s.outcome),asks:P(Array.isArray(s.asks)?s.asks:[s.asks]),why:v(s.why),progress:r?{asked:r,atMost:Math.max(r,gt(t.at_most))}:void 0,summary:v(s.summary),card:s.kind==="recommendation"?Gt(E(s.card)):void 0,model:{version:v(e.version),date:v(e.date),rules:v(e.rules)}}}function Gt(s){let e=v(s.title);if(e)return{title:e,lead:v(s.lead),holds:P(s.holds),not_holds:P(s.not_holds),change:P(s.change),do_now:P(s.do_now),avoid:P(s.avoid),warning_signs:P(s.warning_signs),recheck:v(s.recheck),expect:P(s.expect),sources:Q(s.sources).map(t=>{let r=E(t);return{id:v(r.id),text:v(r.text)}})}}var ue=class extends Error{constructor(t,r){super(r);this.status=t}},N=class extends Error{constructor(t,r=0){super(t);this.seconds=r}},Ft=4e4,Xt=3e4,pe=class{constructor(e,t){this.base=e;this.changed=t;this.turns=[];this.busy=!1;this.trouble="";this.notice="";this.draft="";this.kept={};this.wake=()=>{};this.read(),addEventListener("online",()=>this.retry()),addEventListener("offline",()=>this.changed()),addEventListener("storage",r=>{r.key===this.key&&this.follow()})}get exists(){return this.kept.session!==void 0}get pending(){return this.kept.pending?.text}async open(){if(!(this.busy||this.turns.length)){if(!this.exists)return this.begin();if(await this.exclusively(()=>this.load()),!this.exists)return this.begin();this.pending!==void 0&&await this.deliver()}}async send(e){this.busy||!e.trim()||(this.notice=this.draft="",this.exists||await this.begin(),this.exists&&(this.keep({...this.kept,pending:{id:Yt(),after:this.turns.at(-1)?.id??"",text:e.trim()}}),await this.deliver()))}async begin(){await this.exclusively(async()=>{let e=await this.request("POST","session"),{session:t}=e;if(typeof t!="string")throw new N(c.unreachable);return this.turns=Ce(e),this.keep({session:t,last:this.turns.at(-1)?.id}),this.turns.at(-1)})}async remove(){this.exists&&await this.exclusively(()=>this.request("DELETE","session").then(()=>{})),this.forget(c.removed)}retry(){this.wake(),this.changed()}async deliver(){await this.exclusively(async()=>{let{pending:t}=this.kept;if(!t)return;let r=Pe(await this.request("POST","message",t));return this.turns=[...this.turns.filter(({id:i})=>i!==r.id),r],this.keep({session:this.kept.session,last:r.id}),r});let e=this.turns.at(-1)?.messages.map(t=>t.custom?.topic)??[];!this.exists||e.includes("restart")?await this.begin():e.includes("delete_data")&&this.forget(c.removed)}async follow(){if(this.busy)return;let{session:e,last:t}=this.kept;if(this.read(),delete this.kept.pending,!!this.turns.length){if(!this.exists)return this.forget(c.removed);(e!==this.kept.session||t!==this.kept.last)&&await this.exclusively(()=>this.load())}}async load(){this.turns=Ce(await this.request("GET","session"))}async exclusively(e){this.busy=!0,this.changed();let t;for(let r=1e3;this.busy;r=Math.min(2*r,Xt))try{t=await e(),this.busy=!1}catch(i){if(i instanceof ue)this.busy=!1,await this.settle(i);else{let n=i instanceof N?i.seconds:0;this.trouble=i instanceof N?i.message:c.unreachable,await this.pause(n*1e3||r)}}this.trouble="",this.changed(t??void 0)}async settle(e){this.draft=this.pending??"",this.notice=e.message||c.refused;let{session:t}=this.kept;e.status===401||e.status===404?this.forget(c.expired):this.keep({session:t,last:this.kept.last}),e.status===409&&(this.draft="",this.notice=c.movedOn,await this.exclusively(()=>this.load()))}forget(e){this.keep({}),this.turns=[],this.notice=e,this.changed()}pause(e){return this.changed(),new Promise(t=>{let r=setTimeout(t,e);this.wake=()=>{clearTimeout(r),t()}})}async request(e,t,r){let i={};this.kept.session&&(i.Authorization=`Bearer ${this.kept.session}`),r&&(i["Content-Type"]="application/json");let n=await fetch(this.base+t,{method:e,headers:i,body:r?JSON.stringify(r):void 0,cache:"no-store",credentials:"omit",referrerPolicy:"no-referrer",signal:AbortSignal.timeout(Ft)});if(n.status===429)throw new N(c.slowDown,Number(n.headers.get("Retry-After"))||5);if(n.status>=500)throw new N(c.unreachable);if(n.status===204)return;let o=await n.json();if(!n.ok)throw new ue(n.status,String(o?.error??""));return o}get key(){return`comedo ${this.base}`}read(){try{this.kept=JSON.parse(localStorage.getItem(this.key)??"{}")??{}}catch{}}keep(e){this.kept=e;try{e.session?localStorage.setItem(this.key,JSON.stringify(e)):localStorage.removeItem(this.key)}catch{}}};function Yt(){let s=crypto.getRandomValues(new Uint8Array(16));return Array.from(s,e=>e.toString(16).padStart(2,"0")).join("")}var ft=fe`
  :host {
    all: initial;
    color-scheme: light dark;
    --accent: var(--comedo-accent, light-dark(#0b5d57, #8fdccf));
    --on-accent: var(--comedo-on-accent, light-dark(#fff, #06302c));
    --surface: var(--comedo-surface, light-dark(#fff, #171b1b));
    --text: var(--comedo-text, light-dark(#1a2423, #e8efee));
    --soft: light-dark(#eef4f3, #243030);
    --muted: light-dark(#4d5c5a, #a9b8b6);
    --line: light-dark(#6f8280, #7d918e);
    --warning: light-dark(#fdf3dc, #3a2f12);
    --warning-line: light-dark(#8a6100, #e0b64f);
    --danger: light-dark(#fdeceb, #421d1b);
    --danger-line: light-dark(#a8231a, #ff9c94);
    font: 1rem/1.5 var(--comedo-font, system-ui, sans-serif);
    color: var(--text);
  }
  :host([scheme="light"]) {
    color-scheme: light;
  }
  :host([scheme="dark"]) {
    color-scheme: dark;
  }
  @media print {
    :host {
      display: none;
    }
  }
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button,
  summary,
  textarea {
    font: inherit;
    color: inherit;
    min-height: 2.75rem;
    min-width: 2.75rem;
  }
  button,
  summary {
    cursor: pointer;
  }
  button {
    border: 1px solid var(--accent);
    border-radius: 1.375rem;
    padding: 0.5rem 1rem;
    background: var(--surface);
    color: var(--accent);
    line-height: 1.35;
    text-align: start;
  }
  button:hover {
    background: var(--soft);
  }
  button[aria-pressed="true"],
  .primary,
  .primary:hover,
  .launcher,
  .launcher:hover {
    background: var(--accent);
    color: var(--on-accent);
  }
  button[aria-pressed]::before {
    content: "☐ " / "";
  }
  button[aria-pressed="true"]::before {
    content: "☑ " / "";
  }
  button[aria-disabled="true"] {
    cursor: default;
    border-style: dashed;
  }
  .link {
    border: 0;
    border-radius: 0.25rem;
    padding: 0.5rem 0;
    background: none;
    text-decoration: underline;
  }
  a {
    color: var(--accent);
    overflow-wrap: anywhere;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  svg {
    width: 1.5rem;
    height: 1.5rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .launcher {
    position: fixed;
    inset-block-end: 1.25rem;
    inset-inline-end: 1.25rem;
    z-index: 2147483000;
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-height: 3.25rem;
    border-radius: 1.75rem;
    border-color: var(--on-accent);
    padding-inline: 1.1rem 1.3rem;
    font-weight: 600;
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.28);
  }

  dialog:not([open]) {
    display: none;
  }
  dialog {
    position: fixed;
    inset: auto;
    inset-block-end: 1.25rem;
    inset-inline-end: 1.25rem;
    z-index: 2147483000;
    display: flex;
    flex-direction: column;
    width: min(25.5rem, 100vw - 2.5rem);
    height: min(42rem, 100dvh - 2.5rem);
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 1rem;
    overflow: hidden;
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 12px 48px rgb(0 0 0 / 0.3);
  }
  @media (max-width: 30rem), (max-height: 30rem) {
    dialog {
      inset: 0;
      width: 100vw;
      height: 100dvh;
      border: 0;
      border-radius: 0;
    }
  }
  dialog::backdrop {
    background: none;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
    padding: 0.4rem 0.5rem 0.4rem 1rem;
    padding-inline: 1rem 0.5rem;
    border-block-end: 1px solid var(--line);
  }
  h1,
  h2,
  h3,
  p,
  ol,
  ul {
    margin: 0;
    padding: 0;
  }
  h1 {
    flex: 1;
    font-size: 1.125rem;
  }
  .close {
    display: grid;
    place-content: center;
    border: 0;
    padding: 0;
    color: inherit;
  }
  .menu {
    position: relative;
  }
  .menu summary {
    display: grid;
    place-content: center;
    padding-inline: 0.75rem;
    border-radius: 1.375rem;
    list-style: none;
  }
  .menu summary::-webkit-details-marker {
    display: none;
  }
  .menu div {
    position: absolute;
    inset-inline-end: 0;
    z-index: 1;
    display: grid;
    width: max-content;
    padding: 0.25rem;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
    background: var(--surface);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.25);
  }
  .menu button {
    border-color: transparent;
    border-radius: 0.5rem;
    color: inherit;
  }
  .progress {
    flex-basis: 100%;
    padding-inline-end: 0.5rem;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  progress {
    display: block;
    width: 100%;
    height: 0.375rem;
    margin-block: 0.15rem 0.3rem;
    appearance: none;
    border: 0;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--soft);
    accent-color: var(--accent);
  }
  progress::-webkit-progress-bar {
    background: var(--soft);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  @media (forced-colors: active) {
    progress {
      appearance: auto;
    }
    button[aria-pressed="true"],
    .primary {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }

  .scroller {
    position: relative;
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1rem;
  }
  .scroller:focus-visible {
    outline-offset: -3px;
  }
  .turns {
    list-style: none;
  }
  .turns > li {
    display: grid;
    gap: 0.5rem;
    margin-block-end: 1rem;
  }
  .bot,
  .person {
    width: fit-content;
    max-width: 92%;
    padding: 0.6rem 0.9rem;
    border-radius: 1rem;
    overflow-wrap: anywhere;
  }
  .bot p,
  .person p {
    white-space: pre-line;
  }
  .bot {
    border-end-start-radius: 0.25rem;
    background: var(--soft);
  }
  .person {
    justify-self: end;
    border-end-end-radius: 0.25rem;
    background: var(--accent);
    color: var(--on-accent);
  }
  .safety {
    border: 1px solid var(--danger-line);
    border-inline-start-width: 0.375rem;
    background: var(--danger);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.25rem;
  }
  .choices p {
    flex-basis: 100%;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0 1rem;
  }
  .beside summary,
  .beside .link {
    padding-block: 0.6rem;
    font-size: 0.9375rem;
    color: var(--accent);
  }
  .beside details[open] {
    flex-basis: 100%;
  }
  .small {
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .writing {
    display: flex;
    gap: 0.3rem;
    padding: 0.6rem 0.9rem;
  }
  .writing i {
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: CanvasText;
    opacity: 0.6;
  }
  @media (prefers-reduced-motion: no-preference) {
    .writing i {
      animation: writing 1.2s infinite alternate;
    }
    .writing i:nth-of-type(2) {
      animation-delay: 0.2s;
    }
    .writing i:nth-of-type(3) {
      animation-delay: 0.4s;
    }
    @keyframes writing {
      to {
        opacity: 0.15;
      }
    }
  }

  .card {
    padding: 1rem;
    border: 1px solid var(--line);
    border-block-start: 0.375rem solid var(--accent);
    border-radius: 0.75rem;
    overflow-wrap: anywhere;
  }
  .card[data-outcome="urgent_care"] {
    border-block-start-color: var(--danger-line);
  }
  .card h2 {
    margin-block-end: 0.5rem;
    font-size: 1.25rem;
    line-height: 1.3;
  }
  .kicker {
    font-size: 0.8125rem;
    font-weight: 600;
    color: var(--muted);
  }
  .card h3 {
    margin-block: 0.9rem 0.25rem;
    font-size: 1rem;
  }
  .card summary h3 {
    display: inline;
  }
  .card details {
    margin-block-start: 0.25rem;
    border-block-start: 1px solid var(--soft);
  }
  .card summary {
    padding-block: 0.6rem;
    color: var(--accent);
  }
  .card ul {
    list-style: disc;
    padding-inline-start: 1.2rem;
  }
  .card li {
    margin-block: 0.2rem;
  }
  .card .small {
    margin-block-start: 0.75rem;
  }
  .warning {
    margin-block-start: 0.9rem;
    padding: 0.1rem 0.75rem 0.6rem;
    border-inline-start: 0.375rem solid var(--warning-line);
    border-radius: 0.375rem;
    background: var(--warning);
  }
  .take {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
  }

  .notice {
    padding: 0.4rem 1rem;
    border-block-start: 1px solid var(--warning-line);
    background: var(--warning);
    font-size: 0.9375rem;
  }
  form {
    display: flex;
    align-items: end;
    gap: 0.5rem;
    padding: 0.75rem 1rem 0.25rem;
    border-block-start: 1px solid var(--line);
  }
  textarea {
    flex: 1;
    field-sizing: content;
    max-height: 8rem;
    resize: none;
    padding: 0.6rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: 1.375rem;
    background: var(--surface);
  }
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  form .primary {
    display: grid;
    place-content: center;
    padding: 0;
    border-radius: 50%;
  }
  :dir(rtl) form svg {
    transform: scaleX(-1);
  }
  .privacy {
    padding: 0 1rem 0.6rem;
  }
`;var Jt=4e3,Re="comedo open",$=class $ extends S{constructor(){super(...arguments);this.scheme="";this.privacy="";this.opened=!1;this.chosen=[];this.announcement={number:0,text:""};this.conversation=new pe($.base,t=>this.follow(t));this.focused=null}static{this.styles=ft}async open(){this.opened||(this.opened=!0,await this.updateComplete,Me.matches?this.dialog.showModal():this.dialog.show(),(Me.matches?this.scroller:this.input).focus(),bt(!0),this.emit("comedo-open"),await this.conversation.open())}close(){this.opened&&this.dialog.close()}firstUpdated(){!this.conversation.exists||Me.matches||!ss()||(this.opened=!0,this.dialog.setAttribute("open",""),this.conversation.open())}willUpdate(){this.focused=this.shadowRoot?.activeElement??null}updated(){this.focused&&!this.focused.isConnected&&this.focusLatest()}follow(t){let{notice:r,trouble:i}=this.conversation;this.requestUpdate(),this.conversation.draft&&!this.input.value&&(this.input.value=this.conversation.draft),t?(this.chosen=[],this.announce(Qt(t)),Oe(t)&&this.emit("comedo-advice")):(r||i)&&this.announce(r||i),this.updateComplete.then(()=>this.scrollToLatest())}announce(t){t===this.announcement.text&&!this.conversation.turns.length||(this.announcement={number:this.announcement.number+1,text:t})}emit(t){this.dispatchEvent(new Event(t,{bubbles:!0,composed:!0}))}focusLatest(){(this.renderRoot.querySelector(".turns > li:last-child")?.querySelector(".card h2, .choices button")??this.input).focus()}scrollToLatest(){let t=this.renderRoot.querySelector(".turns > li:last-child");t&&(this.scroller.scrollTop=t.offsetTop-12)}submit(t){if(t.preventDefault(),this.conversation.busy)return;let r=this.input.value;this.input.value="",this.conversation.send(r)}onInputKey(t){t.key==="Enter"&&!t.shiftKey&&!t.isComposing&&this.submit(t)}onKey(t){t.key==="Escape"&&(t.preventDefault(),this.close())}onClosed(){this.opened=!1,bt(!1),this.emit("comedo-close"),this.updateComplete.then(()=>this.launcher.focus())}toggle(t){this.chosen=this.chosen.includes(t)?this.chosen.filter(r=>r!==t):[...this.chosen,t]}fromMenu(t,r){let i=t.target.closest("details");i?.querySelector("summary")?.focus(),i?.removeAttribute("open"),this.conversation.busy||r()}render(){return p`
      <button
        class="launcher"
        type="button"
        aria-expanded=${this.opened}
        aria-controls="dialog"
        ?hidden=${this.opened}
        @click=${()=>this.open()}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z" />
        </svg>
        ${c.launch}
      </button>
      <dialog
        id="dialog"
        aria-label=${c.label}
        @keydown=${this.onKey}
        @close=${this.onClosed}
      >
        ${this.header()}
        <div
          class="scroller"
          tabindex="0"
          role="region"
          aria-label=${c.conversation}
          aria-busy=${this.conversation.busy}
        >
          <ol class="turns">
            ${lt(this.conversation.turns,({id:t})=>t,(t,r)=>this.turn(r))}
            ${this.waiting()}
          </ol>
        </div>
        ${this.status()} ${this.composer()}
        <div class="hidden" role="status">
          ${nt(this.announcement.number,p`<p>${this.announcement.text}</p>`)}
        </div>
      </dialog>
    `}header(){let t=yt(this.conversation.turns.at(-1))?.progress;return p`
      <header>
        <h1>${c.name}</h1>
        <details
          class="menu"
          @focusout=${r=>{let i=r.currentTarget;i.contains(r.relatedTarget)||i.removeAttribute("open")}}
        >
          <summary>${c.menu}</summary>
          <div>
            <button
              type="button"
              @click=${r=>this.fromMenu(r,()=>this.conversation.begin())}
            >
              ${c.restart}
            </button>
            <button
              type="button"
              @click=${r=>this.fromMenu(r,()=>this.conversation.remove())}
            >
              ${c.remove}
            </button>
          </div>
        </details>
        <button class="close" type="button" aria-label=${c.close} @click=${this.close}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5L5 19" /></svg>
        </button>
        ${t?p`<div class="progress">
              <span id="progress">${c.progress(t.asked,t.atMost)}</span>
              <progress
                aria-labelledby="progress"
                max=${t.atMost}
                value=${t.asked}
              ></progress>
            </div>`:d}
      </header>
    `}turn(t){let{turns:r}=this.conversation,i=r[t],n=t===r.length-1,o=Oe(i),l=n?Ue(i):[];return p`
      <li>
        ${i.text===null?d:vt(Zt(i.text,r[t-1]))}
        ${i.messages.map(a=>this.message(a,l,o?.card))}
        ${n?this.answers(i,l):d}
      </li>
    `}message(t,r,i){let{custom:n}=t,o=i&&Te(i,t.text)?"":wt(t.text,r);return p`
      ${o?p`<div class="bot ${n?.kind==="safety"?"safety":""}" dir="auto">
            <span class="hidden">${c.bot}</span>
            <p>${es(o)}</p>
          </div>`:d}
      ${n?.kind==="recommendation"?pt(n):n?Se(n.summary):d}
    `}answers(t,r){let i=yt(t),n=i&&i.asks.length>1&&r.length>i.asks.length,o=n?r.slice(0,i.asks.length):[],l=this.conversation.busy,a=u=>()=>{this.conversation.send(u)};return p`
      ${r.length?p`<div class="choices" role="group" aria-label=${c.choices}>
            ${n?p`<p class="small">${c.several}</p>`:d}
            ${o.map(({title:u,payload:f})=>p`<button
                type="button"
                dir="auto"
                aria-pressed=${this.chosen.includes(f)}
                aria-disabled=${l}
                @click=${()=>l||this.toggle(f)}
              >
                ${u}
              </button>`)}
            ${this.chosen.length?p`<button
                  class="primary"
                  type="button"
                  aria-disabled=${l}
                  @click=${a(this.chosen.join(", "))}
                >
                  ${c.sendChosen}
                </button>`:d}
            ${r.slice(o.length).map(({title:u,payload:f})=>p`<button
                type="button"
                dir="auto"
                aria-disabled=${l}
                @click=${a(f)}
              >
                ${u}
              </button>`)}
          </div>`:d}
      ${i?p`<div class="beside">
            ${i.why?p`<details>
                  <summary>${c.why}</summary>
                  <p dir="auto">${i.why}</p>
                </details>`:d}
            ${i.progress&&i.progress.asked>1?p`<button
                  class="link"
                  type="button"
                  aria-disabled=${l}
                  @click=${a(c.changeMessage)}
                >
                  ${c.change}
                </button>`:d}
          </div>`:d}
    `}waiting(){let{pending:t,busy:r,trouble:i,turns:n}=this.conversation;return!r||t===void 0&&n.length?d:p`
      <li>
        ${t===void 0?d:vt(t)}
        ${i?d:p`<p class="writing">
              <span class="hidden">${c.writing}</span><i></i><i></i><i></i>
            </p>`}
      </li>
    `}status(){let{busy:t,trouble:r,notice:i}=this.conversation,n=navigator.onLine?r||i:c.offline;return n?p`<p class="notice">
      ${n}
      ${t&&r?p`<button class="link" type="button" @click=${()=>this.conversation.retry()}>
            ${c.tryAgain}
          </button>`:d}
    </p>`:d}composer(){return p`
      <form @submit=${this.submit}>
        <textarea
          rows="1"
          dir="auto"
          maxlength=${Jt}
          aria-label=${c.placeholder}
          placeholder=${c.placeholder}
          autocomplete="off"
          @keydown=${this.onInputKey}
        ></textarea>
        <button
          class="primary"
          aria-label=${c.send}
          aria-disabled=${ot(String(this.conversation.busy))}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12h15M13 6l6 6-6 6" /></svg>
        </button>
      </form>
      <p class="small privacy">
        ${c.privacy}
        ${ts(this.privacy)?p`<a href=${this.privacy} target="_blank" rel="noopener">${c.privacyLink}</a>`:d}
      </p>
    `}};w([X()],$.prototype,"scheme",2),w([X()],$.prototype,"privacy",2),w([de()],$.prototype,"opened",2),w([de()],$.prototype,"chosen",2),w([de()],$.prototype,"announcement",2),w([Y("dialog")],$.prototype,"dialog",2),w([Y("textarea")],$.prototype,"input",2),w([Y(".scroller")],$.prototype,"scroller",2),w([Y(".launcher")],$.prototype,"launcher",2);var Z=$,Me=matchMedia("(max-width: 30rem), (max-height: 30rem)"),vt=s=>p`<div class="person" dir="auto">
    <span class="hidden">${c.you}</span>
    <p>${s}</p>
  </div>`,He=(s,e)=>s.filter(e).at(-1),$t=s=>s?.messages.flatMap(({custom:e})=>e?[e]:[])??[],yt=s=>He($t(s),({kind:e})=>e==="question"),Oe=s=>He($t(s),({kind:e})=>e==="recommendation"),Ue=s=>He(s.messages,({buttons:e})=>e.length>0)?.buttons??[];function Qt(s){let e=Oe(s),t=Ue(s),r=s.messages.map(({text:n})=>wt(n,t)).filter(n=>n&&!(e?.card&&Te(e.card,n)));e&&r.push(`${Ee(e)}. ${e.card?.lead??""}`);let i=t.map(({title:n})=>n).join(", ");return[...r,i&&`${c.choices}: ${i}`].filter(Boolean).join(`
`)}var Zt=(s,e)=>e&&Ue(e).find(({payload:t})=>t===s)?.title||s;function wt(s,e){let t=new Set(e.map(({title:r})=>r));return s.split(`
`).filter(r=>!t.has(r.replace(/^•\s*/,"").trim())||!r.startsWith("\u2022")).join(`
`)}var es=s=>s.split(/(https:\/\/[^\s<>"]*[^\s<>".,;:!?)])/).map((e,t)=>t%2?p`<a href=${e} target="_blank" rel="noopener noreferrer">${e}</a>`:e),ts=s=>/^(https?:\/\/|\/(?!\/))/.test(s);function bt(s){try{s?sessionStorage.setItem(Re,"yes"):sessionStorage.removeItem(Re)}catch{}}function ss(){try{return sessionStorage.getItem(Re)!==null}catch{return!1}}var xt=document.currentScript;Z.base=new URL(".",xt.src).href;customElements.define("comedo-chat",Z);function _t(){if(document.querySelector("comedo-chat"))return;let s=document.createElement("comedo-chat");for(let e of["scheme","privacy"]){let t=xt.dataset[e];t&&s.setAttribute(e,t)}document.body.append(s)}document.body?_t():addEventListener("DOMContentLoaded",_t);})();
